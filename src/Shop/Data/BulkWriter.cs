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
    private readonly IBulkCarrier _carrier;
    private readonly BulkLoad _own;

    private BulkWriter(BulkTables tables, IBulkCarrier carrier) => (_tables, _carrier, _own) = (tables, carrier, new BulkLoad(tables, carrier.NewRows()));

    /// <summary>How many rows were sent so far, parts included.</summary>
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
        _own.Add(entity);
        if (_own.Rows >= BufferedRows) await Flush(ct);
    }

    public async Task AddRange(IEnumerable<object> entities, CancellationToken ct = default)
    {
        foreach (var entity in entities) await Add(entity, ct);
    }

    /// <summary>An empty load for this writer. Another thread may fill it while this one sends.</summary>
    public BulkLoad NewLoad() => new(_tables, _carrier.NewRows());

    /// <summary>Sends a load, behind all that was handed over before. It is empty afterwards and may be filled again.</summary>
    public async Task Send(BulkLoad load, CancellationToken ct = default)
    {
        await Flush(ct);
        await Carry(load, ct);
    }

    /// <summary>Sends what is still held back. Call it before the transaction is committed.</summary>
    public Task Flush(CancellationToken ct = default) => Carry(_own, ct);

    public ValueTask DisposeAsync() => _carrier.DisposeAsync();

    private async Task Carry(BulkLoad load, CancellationToken ct)
    {
        if (load.Rows == 0) return;
        await _carrier.Send(load.Carried, ct);
        Rows += load.Rows;
        load.Clear();
    }
}

/// <summary>Entities and their parts made ready to be written: the costly half of the work, which needs no database. One thread at a time.</summary>
public sealed class BulkLoad
{
    private readonly BulkTables _tables;

    internal BulkLoad(BulkTables tables, IBulkRows carried) => (_tables, Carried) = (tables, carried);

    /// <summary>How many rows it holds, parts included.</summary>
    public int Rows { get; private set; }

    internal IBulkRows Carried { get; }

    public void Add(object entity) => Add(_tables.For(entity.GetType()), entity, owner: null);

    internal void Clear()
    {
        Carried.Clear();
        Rows = 0;
    }

    private void Add(BulkTable table, object entity, object? owner)
    {
        Carried.Put(table, entity, owner);
        Rows++;
        foreach (var (parts, read) in table.Parts)
            if (read(entity) is { } items)
                foreach (var item in items) Add(parts, item, entity);
    }
}

/// <summary>Rows in the form in which they travel to one kind of database.</summary>
internal interface IBulkRows
{
    void Put(BulkTable table, object entity, object? owner);

    void Clear();
}

/// <summary>The way rows travel to one kind of database.</summary>
internal interface IBulkCarrier : IAsyncDisposable
{
    IBulkRows NewRows();

    Task Send(IBulkRows rows, CancellationToken ct);
}
