using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Shop.Data;

/// <summary>Rows to PostgreSQL: kept for a while, then sent table by table through COPY in its binary form, in the caller's transaction.</summary>
internal sealed class PostgresBulkRows(ShopDb db) : IBulkRows
{
    private readonly NpgsqlConnection _connection = (NpgsqlConnection)db.Database.GetDbConnection();
    private readonly Dictionary<string, (BulkTable Table, List<object?[]> Rows)> _waiting = [];

    public void Put(BulkTable table, object entity, object? owner)
    {
        if (!_waiting.TryGetValue(table.Name, out var waiting)) _waiting[table.Name] = waiting = (table, []);
        var row = new object?[table.Columns.Length];
        for (var i = 0; i < row.Length; i++) row[i] = table.Columns[i].Value(entity, owner);
        waiting.Rows.Add(row);
    }

    public async Task Send(CancellationToken ct)
    {
        foreach (var (table, rows) in _waiting.Values.Where(w => w.Rows.Count > 0).OrderBy(w => w.Table.Order).ToList())
        {
            var sql = $"copy \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) from stdin (format binary)";
            await using var copy = await _connection.BeginBinaryImportAsync(sql, ct);
            foreach (var row in rows) await copy.WriteRowAsync(ct, row);
            await copy.CompleteAsync(ct);
            rows.Clear();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
