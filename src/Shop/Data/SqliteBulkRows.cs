using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Shop.Data;

/// <summary>Rows to SQLite: one prepared statement for each table, values bound by position, in the caller's transaction.</summary>
internal sealed class SqliteBulkRows : IBulkCarrier
{
    private readonly sqlite3 _connection;
    private readonly Dictionary<int, sqlite3_stmt> _statements = [];

    public SqliteBulkRows(ShopDb db)
    {
        _connection = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        raw.sqlite3_exec(_connection, "PRAGMA cache_size=-65536"); // 64 MB: with the usual 2 MB the indices of many rows are written to the log over and over
    }

    public IBulkRows NewRows() => new PackedRows();

    public Task Send(IBulkRows rows, CancellationToken ct)
    {
        var packed = (PackedRows)rows;
        for (var left = packed.Bytes; !left.IsEmpty;)
        {
            ct.ThrowIfCancellationRequested();
            var table = packed.Tables[PackedRows.Number(ref left)];
            if (!_statements.TryGetValue(table.Order, out var statement)) _statements[table.Order] = statement = Prepare(table);
            for (var at = 1; at <= table.Columns.Length; at++) Bind(statement, at, ref left);
            var result = raw.sqlite3_step(statement);
            raw.sqlite3_reset(statement);
            if (result != raw.SQLITE_DONE) throw new SqliteException($"A row for {table.Name} was refused: {raw.sqlite3_errmsg(_connection).utf8_to_string()}", result);
        }
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        raw.sqlite3_exec(_connection, "PRAGMA cache_size=-2000");
        return ValueTask.CompletedTask;
    }

    private sqlite3_stmt Prepare(BulkTable table)
    {
        var sql = $"insert into \"{table.Name}\" ({string.Join(", ", table.Columns.Select(c => $"\"{c.Name}\""))}) values ({string.Join(", ", table.Columns.Select(_ => "?"))})";
        var result = raw.sqlite3_prepare_v2(_connection, sql, out var statement);
        return result == raw.SQLITE_OK ? statement : throw new SqliteException(raw.sqlite3_errmsg(_connection).utf8_to_string(), result);
    }

    private static void Bind(sqlite3_stmt statement, int at, ref ReadOnlySpan<byte> left)
    {
        var kind = (PackedRows.Kind)left[0];
        left = left[1..];
        switch (kind)
        {
            case PackedRows.Kind.Null:
                raw.sqlite3_bind_null(statement, at);
                break;
            case PackedRows.Kind.Number:
                raw.sqlite3_bind_int64(statement, at, BinaryPrimitives.ReadInt64LittleEndian(left));
                left = left[8..];
                break;
            case PackedRows.Kind.Text:
                var length = PackedRows.Number(ref left);
                if (length == 0) raw.sqlite3_bind_text(statement, at, ""); // an empty span would be bound as null
                else raw.sqlite3_bind_text(statement, at, left[..length]);
                left = left[length..];
                break;
            default:
                length = PackedRows.Number(ref left);
                if (length == 0) raw.sqlite3_bind_zeroblob(statement, at, 0);
                else raw.sqlite3_bind_blob(statement, at, left[..length]);
                left = left[length..];
                break;
        }
    }
}
