using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Search;

/// <summary>
/// This node's index file. Before it is asked it brings itself to the state of what is on show; when it is missing, of an older format or damaged
/// it is built anew beside the old one, and questions are answered from product names until it is ready.
/// </summary>
internal sealed class SearchIndex(IServiceScopeFactory scopes, IOptions<DataOptions> data, IOptions<SearchOptions> options, TimeProvider clock, ILogger<SearchIndex> log) : IDisposable
{
    private const int Batch = 500;
    private static readonly TimeSpan LargeBookLasts = TimeSpan.FromMinutes(1); // of very many words: reading them takes as long as thousands of searches

    private readonly Lock _gate = new();
    private SearchFile? _file;
    private FileStream? _slot;
    private Task _catchingUp = Task.CompletedTask;
    private long _edition = -1;
    private SpellBook? _spelling;
    private long _spellingRead;

    /// <summary>The state of what is on show that it has reached.</summary>
    public long Edition => _edition;

    /// <summary>Brings the index to this state, or goes on bringing it there after the patience is over. Returns the file to ask; null while there is none.</summary>
    public async Task<SearchFile?> At(Assortment assortment, CancellationToken ct)
    {
        if (_edition >= assortment.Edition) return _file;
        Task running;
        lock (_gate)
        {
            if (_catchingUp.IsCompleted && _edition < assortment.Edition) _catchingUp = Task.Run(() => CatchUp(assortment), CancellationToken.None);
            running = _catchingUp;
        }
        await Task.WhenAny(running, Task.Delay(options.Value.PatienceMilliseconds, ct));
        return _file;
    }

    /// <summary>The words one may have meant, as they were written lately.</summary>
    public SpellBook Spelling(SearchFile file) => _spelling ?? Read(file);

    /// <summary>Something is wrong with the file: the next question builds another.</summary>
    public void Distrust(SearchFile file, SqliteException damage)
    {
        lock (_gate)
        {
            if (_file != file) return; // somebody noticed before
            log.LogWarning(damage, "The search index is damaged and is built anew.");
            (_file, _edition, _spelling) = (null, -1, null);
        }
        file.Dispose();
        SearchFile.Delete(file.Path);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _slot?.Dispose();
    }

    private async Task CatchUp(Assortment assortment)
    {
        try
        {
            var file = _file ?? TakeOver();
            try
            {
                await Bring(file, assortment);
            }
            catch (SqliteException damage) when (file is not null)
            {
                log.LogWarning(damage, "The search index is damaged and is built anew.");
                lock (_gate) (_file, _edition, _spelling) = (null, -1, null);
                file.Dispose();
                SearchFile.Delete(file.Path);
                await Bring(null, assortment);
            }
        }
        catch (Exception failure)
        {
            log.LogError(failure, "The search index could not be brought up to date; the next search tries again.");
            lock (_gate) (_file, _edition) = (null, -1);
        }
    }

    private async Task Bring(SearchFile? file, Assortment assortment)
    {
        var building = file ?? SearchFile.Create(NewPath());
        // What was in step with an edition before only needs a look at what changed since.
        var news = file is null || _edition < 0 ? null : assortment.ChangedSince(_edition);
        var wanted = (news?.Select(assortment.Product).OfType<ListedProduct>() ?? assortment.Products).ToDictionary(p => p.Id, p => StampOf(p, assortment));
        var removed = (news ?? building.Documents.Keys).Where(id => !wanted.ContainsKey(id) && building.Documents.ContainsKey(id)).ToList();
        if (removed.Count > 0) building.Apply([], removed);
        var changed = wanted.Where(w => !building.Documents.TryGetValue(w.Key, out var known) || known.Stamp != w.Value).Select(w => w.Key).ToList();
        foreach (var some in changed.Chunk(Batch)) building.Apply(await Read(some, assortment), []);
        var isGood = building == _file && _spelling is { } known && (removed.Count + changed.Count == 0 || known.IsLarge && clock.GetElapsedTime(_spellingRead) < LargeBookLasts);
        var spelling = isGood ? _spelling : Read(building);
        lock (_gate) (_file, _edition, _spelling) = (building, assortment.Edition, spelling);
    }

    private SpellBook Read(SearchFile file)
    {
        _spellingRead = clock.GetTimestamp();
        return new SpellBook(file.Words());
    }

    // Nodes may share a folder on one machine; each keeps a file of its own, whose lock the system frees with the process.
    private SearchFile? TakeOver()
    {
        Directory.CreateDirectory(data.Value.Directory);
        for (var number = 1; _slot is null; number++)
        {
            try
            {
                _slot = new FileStream(data.Value.PathOf($"search-{number}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (number < 1000)
            {
                // another process has this one
            }
        }
        SearchFile? found = null;
        foreach (var path in Directory.GetFiles(data.Value.Directory, SlotName + "-*.db").OrderDescending(StringComparer.Ordinal))
        {
            if (found is null) found = SearchFile.TryOpen(Path.GetFullPath(path));
            if (found?.Path != Path.GetFullPath(path)) SearchFile.Delete(path);
        }
        return found;
    }

    private string SlotName => Path.GetFileNameWithoutExtension(_slot!.Name);

    private string NewPath() => data.Value.PathOf($"{SlotName}-{NewId.Next():N}.db");

    private static long StampOf(ListedProduct product, Assortment assortment)
    {
        var around = (assortment.Brand(product.BrandId)?.Version ?? 0) + assortment.PathTo(assortment.Category(product.CategoryId)).Sum(c => c.Version);
        return ((long)around << 32) + product.Version;
    }

    private async Task<List<SearchDocument>> Read(Guid[] ids, Assortment assortment)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        var texts = await db.Products.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Summary, p.Description, p.Details }).ToDictionaryAsync(p => p.Id);
        var documents = new List<SearchDocument>(ids.Length);
        foreach (var product in ids.Select(assortment.Product).OfType<ListedProduct>())
        {
            var shelves = assortment.PathTo(assortment.Category(product.CategoryId)).Select(c => c.Name);
            var options = product.Variants.SelectMany(v => v.Options).Select(o => o.Value).Distinct();
            var text = texts.GetValueOrDefault(product.Id);
            documents.Add(new SearchDocument(product.Id, StampOf(product, assortment), SearchText.Indexed(product.Name), SearchText.Indexed(assortment.Brand(product.BrandId)?.Name),
                SearchText.Indexed(string.Join(" . ", shelves.Concat(product.Tags))),
                SearchText.Indexed(string.Join(" . ", options.Concat(product.Attributes.Where(a => a.Value is not ("Yes" or "No")).Select(a => a.Value)).Concat(product.Variants.Select(v => v.Sku)))),
                text is null ? "" : SearchText.Indexed($"{text.Summary} . {text.Description} . {string.Join(" . ", text.Details)}")));
        }
        return documents;
    }
}
