using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Tests.Search;

/// <summary>The index follows the catalogue, and comes back from whatever happens to its file.</summary>
public sealed class SearchIndexTests : IDisposable
{
    private readonly SearchShop _shop = new();

    public void Dispose() => _shop.Dispose();

    private string IndexFile => Directory.GetFiles(_shop.Folder, "search-*.db").Single();

    [Fact]
    public async Task It_follows_names_prices_and_stock()
    {
        var product = await _shop.Save(Given.Product("Copper kettle").Priced(40_00).Stocked(1));
        Assert.Equal(1, (await _shop.Find("copper")).Total);
        var variant = product.Variants[0].Id;

        await _shop.Change(product.Id, p => p.Variants[0].SetPrice(new Money(30_00), _shop.Clock.Now));
        Assert.Equal(0, (await _shop.Find("copper", q => q with { PriceFrom = new Money(35_00) })).Total);

        await _shop.Move(variant, -1);
        Assert.Equal(0, (await _shop.Find("copper", q => q with { InStock = true })).Total);
        Assert.Equal(1, (await _shop.Find("copper")).Total);
        await _shop.Move(variant, 5);
        Assert.Equal(1, (await _shop.Find("copper", q => q with { InStock = true })).Total);

        await _shop.Change(product.Id, p => p.Describe("Now for the whistling", "", [], []));
        Assert.Equal(1, (await _shop.Find("whistling")).Total);
        await _shop.Change(product.Id, p => p.Archive());
        Assert.Equal(0, (await _shop.Find("copper")).Total);
    }

    [Fact]
    public async Task What_another_node_was_told_is_followed_here()
    {
        await _shop.Save(Given.Product("First"));
        Assert.Equal(1, (await _shop.Find("first")).Total);
        var showcase = await _shop.With<Showcase, Showcase>(Task.FromResult);
        await showcase.Follow(default);

        // The other node writes and delivers: this one's handlers hear nothing.
        var product = await _shop.Save(Given.Product("Second"));
        await _shop.InDb(db => db.SavedEvents.ExecuteUpdateAsync(e => e.SetProperty(x => x.DeliveredAt, _shop.Clock.Now)));
        Assert.Equal(0, (await _shop.Find("second")).Total);
        await showcase.Follow(default);
        Assert.Equal(1, (await _shop.Find("second")).Total);
        Assert.NotNull((await showcase.Now()).Product(product.Id));
    }

    [Fact]
    public async Task What_was_written_past_the_events_is_found_by_comparing()
    {
        await _shop.Save(Given.Product("First"));
        Assert.Equal(1, (await _shop.Find("first")).Total);
        var showcase = await _shop.With<Showcase, Showcase>(Task.FromResult);
        Assert.False(await showcase.Compare(default));

        await _shop.Save(Given.Product("Second"));
        await _shop.InDb(db => db.SavedEvents.ExecuteDeleteAsync());
        Assert.True(await showcase.Compare(default));
        Assert.Equal(1, (await _shop.Find("second")).Total);
        Assert.False(await showcase.Compare(default));
    }

    [Fact]
    public async Task A_damaged_file_is_built_anew_and_meanwhile_names_are_searched()
    {
        await _shop.Save(Given.Product("Walnut board").Saying("Oiled by hand"));
        Assert.Equal(1, (await _shop.Find("oiled")).Total);
        var damaged = IndexFile;
        SqliteConnection.ClearAllPools();
        await using (var file = new FileStream(damaged, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) await file.WriteAsync(new byte[file.Length]);
        foreach (var beside in new[] { "-wal", "-shm" }) File.Delete(damaged + beside);

        Assert.Equal(1, (await _shop.Find("walnut")).Total);
        Assert.Equal(1, (await _shop.Find("oiled")).Total);
        Assert.NotEqual(damaged, IndexFile);
        Assert.Empty(_shop.Errors);
    }

    [Theory]
    [InlineData("update documents set stamp = -1")]
    [InlineData("delete from documents; insert into documents values (99, '0197aaaa-0000-7000-8000-000000000000', 1)")]
    [InlineData("update meta set value = 'older'")]
    [InlineData("drop table words")]
    [InlineData(null)]
    public async Task A_file_that_is_stale_of_an_older_format_or_gone_is_put_right_at_the_start(string? damage)
    {
        await _shop.Save(Given.Product("Kept bowl").Saying("Deep enough for soup"));
        await _shop.Save(Given.Product("Other bowl"));
        await using (var before = new SearchIndexAgain(_shop)) Assert.Equal(1, await before.Count("soup"));
        if (damage is null) foreach (var file in Directory.GetFiles(_shop.Folder, "search-*.db*")) File.Delete(file);
        else await Spoil(damage);

        await using var after = new SearchIndexAgain(_shop);
        Assert.Equal(2, await after.Count("bowl"));
        Assert.Equal(1, await after.Count("soup"));
        Assert.Equal(1, await after.Count("bowll other"));
        Assert.Single(Directory.GetFiles(_shop.Folder, "search-*.db"));
    }

    private async Task Spoil(string sql)
    {
        await using var index = new SqliteConnection($"Data Source={IndexFile};Pooling=False");
        await index.OpenAsync();
        await using var command = index.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Two_nodes_that_share_a_folder_keep_a_file_each()
    {
        await _shop.Save(Given.Product("Shared bowl"));
        Assert.Equal(1, (await _shop.Find("bowl")).Total);
        await using var other = new SearchIndexAgain(_shop);
        Assert.Equal(1, await other.Count("bowl"));
        Assert.Equal(2, Directory.GetFiles(_shop.Folder, "search-*.db").Length);
        Assert.Equal(1, (await _shop.Find("bowl")).Total);
    }
}
