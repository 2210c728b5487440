using Microsoft.EntityFrameworkCore;

namespace Shop.Data;

/// <summary>
/// Writes many new entities with their parts, as EF would write each of them, but without tracking them and without telling their news.
/// Memory stays bounded however many there are. For histories that are brought in, not for what happens in the shop.
/// </summary>
public sealed class BulkWriter : IAsyncDisposable
{
    private const int BufferedRows = 20_000;

    private readonly BulkTables _tables;
    private readonly IBulkRows _rows;
    private int _buffered;

    private BulkWriter(BulkTables tables, IBulkRows rows) => (_tables, _rows) = (tables, rows);

    /// <summary>How many rows were handed over so far, parts included.</summary>
    public long Rows { get; private set; }

    /// <param name="db">With a transaction begun by the caller: what is written stands or falls with it.</param>
    public static BulkWriter In(ShopDb db)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("Many rows are written at once or not at all: begin a transaction first.");
        return new BulkWriter(BulkTables.Of(db.Model), db.Database.IsNpgsql() ? new PostgresBulkRows(db) : new SqliteBulkRows(db));
    }

    /// <summary>Hands over an entity and all it owns. What it points to must have been added before.</summary>
    public async ValueTask Add(object entity, CancellationToken ct = default)
    {
        var added = Collect(_tables.For(entity.GetType()), entity, owner: null);
        Rows += added;
        _buffered += added;
        if (_buffered >= BufferedRows) await Flush(ct);
    }

    public async Task AddRange(IEnumerable<object> entities, CancellationToken ct = default)
    {
        foreach (var entity in entities) await Add(entity, ct);
    }

    /// <summary>Sends what is still held back. Call it before the transaction is committed.</summary>
    public async Task Flush(CancellationToken ct = default)
    {
        await _rows.Send(ct);
        _buffered = 0;
    }

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private int Collect(BulkTable table, object entity, object? owner)
    {
        _rows.Put(table, entity, owner);
        var count = 1;
        foreach (var (parts, read) in table.Parts)
            if (read(entity) is { } items)
                foreach (var item in items) count += Collect(parts, item, entity);
        return count;
    }
}

/// <summary>The way rows travel to one kind of database.</summary>
internal interface IBulkRows : IAsyncDisposable
{
    /// <summary>Takes a row; it may be sent later.</summary>
    void Put(BulkTable table, object entity, object? owner);

    Task Send(CancellationToken ct);
}
