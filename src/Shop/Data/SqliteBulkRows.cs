using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Shop.Data;

/// <summary>Rows to SQLite: one prepared statement for each table, values bound by position. Written at once, in the caller's transaction.</summary>
internal sealed class SqliteBulkRows : IBulkRows
{
    private readonly sqlite3 _connection;
    private readonly Dictionary<string, sqlite3_stmt> _statements = [];
    private byte[] _text = new byte[1024];

    public SqliteBulkRows(ShopDb db)
    {
        _connection = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        raw.sqlite3_exec(_connection, "PRAGMA cache_size=-65536"); // 64 MB: with the usual 2 MB the indices of many rows are written to the log over and over
    }

    public void Put(BulkTable table, object entity, object? owner)
    {
        if (!_statements.TryGetValue(table.Name, out var statement)) _statements[table.Name] = statement = Prepare(table);
        for (var i = 0; i < table.Columns.Length; i++) Bind(statement, i + 1, table.Columns[i].Value(entity, owner));
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE) throw new SqliteException($"A row for {table.Name} was refused: {raw.sqlite3_errmsg(_connection).utf8_to_string()}", result);
    }

    public Task Send(CancellationToken ct) => Task.CompletedTask;

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

    // The forms in which Microsoft.Data.Sqlite writes the same values, so that EF finds them again.
    private void Bind(sqlite3_stmt statement, int at, object? value)
    {
        Span<byte> small = stackalloc byte[40];
        switch (value)
        {
            case null:
                raw.sqlite3_bind_null(statement, at);
                break;
            case "":
                raw.sqlite3_bind_text(statement, at, ""); // an empty span would be bound as null
                break;
            case string text:
                var most = Encoding.UTF8.GetMaxByteCount(text.Length);
                if (_text.Length < most) _text = new byte[most];
                raw.sqlite3_bind_text(statement, at, _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
                break;
            case Guid id:
                id.TryFormat(small, out var length);
                for (var i = 0; i < length; i++) if (small[i] is >= (byte)'a' and <= (byte)'f') small[i] -= 32;
                raw.sqlite3_bind_text(statement, at, small[..length]);
                break;
            case DateTime time:
                time.TryFormat(small, out length, @"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF", CultureInfo.InvariantCulture);
                raw.sqlite3_bind_text(statement, at, small[..length]);
                break;
            case DateOnly day:
                day.TryFormat(small, out length, @"yyyy\-MM\-dd", CultureInfo.InvariantCulture);
                raw.sqlite3_bind_text(statement, at, small[..length]);
                break;
            case bool or byte or short or int or long:
                raw.sqlite3_bind_int64(statement, at, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                raw.sqlite3_bind_blob(statement, at, bytes);
                break;
            default:
                throw new NotSupportedException($"Bulk writing does not know how SQLite stores {value.GetType().Name}.");
        }
    }
}
