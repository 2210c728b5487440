using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Shop.Data;

/// <summary>Rows to PostgreSQL: sent table by table through COPY in its binary form, in the caller's transaction.</summary>
internal sealed class PostgresBulkRows(ShopDb db) : IBulkCarrier
{
    private readonly NpgsqlConnection _connection = (NpgsqlConnection)db.Database.GetDbConnection();

    public IBulkRows NewRows() => new Waiting();

    public async Task Send(IBulkRows rows, CancellationToken ct)
    {
        foreach (var (table, some) in ((Waiting)rows).ByTable.Values.Where(w => w.Rows.Count > 0).OrderBy(w => w.Table.Order))
        {
            var sql = $"copy \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) from stdin (format binary)";
            await using var copy = await _connection.BeginBinaryImportAsync(sql, ct);
            foreach (var row in some) await copy.WriteRowAsync(ct, row);
            await copy.CompleteAsync(ct);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class Waiting : IBulkRows
    {
        public Dictionary<string, (BulkTable Table, List<object?[]> Rows)> ByTable { get; } = [];

        public void Put(BulkTable table, object entity, object? owner)
        {
            if (!ByTable.TryGetValue(table.Name, out var waiting)) ByTable[table.Name] = waiting = (table, []);
            var row = new object?[table.Columns.Length];
            for (var i = 0; i < row.Length; i++) row[i] = table.Columns[i].Value(entity, owner);
            waiting.Rows.Add(row);
        }

        public void Clear()
        {
            foreach (var (_, rows) in ByTable.Values) rows.Clear();
        }
    }
}
