using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Data;
using Shop.Search;

namespace Shop.Tests.Search;

/// <summary>Another process over the same folder and database.</summary>
internal sealed class SearchIndexAgain : IAsyncDisposable
{
    private readonly Showcase _showcase;
    private readonly SearchIndex _index;
    private readonly SqliteProductSearch _search;

    public SearchIndexAgain(ShopFactory shop)
    {
        var scopes = shop.Services.GetRequiredService<IServiceScopeFactory>();
        var options = Options.Create(new SearchOptions { PatienceMilliseconds = 20_000 });
        _showcase = new Showcase(scopes, shop.Clock);
        _index = new SearchIndex(scopes, shop.Services.GetRequiredService<IOptions<DataOptions>>(), options, shop.Clock, NullLogger<SearchIndex>.Instance);
        _search = new SqliteProductSearch(_showcase, _index, options);
    }

    public async Task<int> Count(string text) => (await _search.Find(await _showcase.Now(), new ProductQuery { Text = text }, default)).Total;

    public ValueTask DisposeAsync()
    {
        _index.Dispose();
        _showcase.Dispose();
        return ValueTask.CompletedTask;
    }
}
