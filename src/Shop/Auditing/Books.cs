using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Auditing;

/// <summary>The shop's rows as the auditor sees them: asked in plain SQL that both databases understand, in one snapshot, read only.</summary>
internal sealed class Books(ShopDb db, DbTransaction snapshot)
{
    private static readonly int[] Lateness = [1, 5, 15, 1440];

    private readonly DbConnection connection = snapshot.Connection!;
    private JournalWalk? _walk;

    /// <summary>The moment against which lateness is measured; “@before5” in SQL is five minutes before it.</summary>
    public DateTime AsOf { get; set; }

    /// <summary>The same rows as entities, of the same moment.</summary>
    public ShopDb Db => db;

    public bool IsSqlite => connection is SqliteConnection;

    public IEnumerable<string> TablesLike(string prefix) => db.Model.GetRelationalModel().Tables.Select(t => t.Name).Where(n => n.StartsWith(prefix, StringComparison.Ordinal));

    public async Task OnlyRead(CancellationToken ct)
    {
        await using var command = Command(IsSqlite ? "pragma query_only = on" : "set transaction read only");
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Gives the connection back as it was: it may be used again.</summary>
    public async Task MayWriteAgain()
    {
        if (!IsSqlite) return; // there it held for the transaction only
        await using var command = Command("pragma query_only = off");
        await command.ExecuteNonQueryAsync();
    }

    public async Task<long> Count(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct) is var found and not DBNull ? found : 0L, CultureInfo.InvariantCulture);
    }

    public async Task<DateTime?> Time(string sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync(ct) switch
        {
            DateTime time => DateTime.SpecifyKind(time, DateTimeKind.Utc),
            string text => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            _ => null,
        };
    }

    /// <summary>The rows that a question brings, each value as text.</summary>
    public async IAsyncEnumerable<string[]> Rows(string sql, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = new string[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = await reader.IsDBNullAsync(i, ct) ? "nothing" : Text(reader.GetValue(i));
            yield return row;
        }
    }

    /// <summary>What reading the points journal brought: it is read once for all who ask.</summary>
    public async Task<JournalWalk> Journal(CancellationToken ct) => _walk ??= await JournalWalk.Take(db, ct);

    /// <summary>Where the sums by which statements add up are not what entries moved.</summary>
    public Task<IReadOnlyList<string>> MonthSums(CancellationToken ct) => Loyalty.StatementMonth.Wrong(db, ct);

    private static string Text(object value) => value switch
    {
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable some => some.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = snapshot;
        command.CommandTimeout = 600;
        foreach (var minutes in Lateness)
        {
            var name = $"before{minutes}";
            if (!Regex.IsMatch(sql, $@"@{name}\b")) continue;
            var moment = command.CreateParameter();
            (moment.ParameterName, moment.Value) = (name, AsOf.AddMinutes(-minutes));
            command.Parameters.Add(moment);
        }
        return command;
    }
}
