using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Shop.Data;

/// <summary>Two people at the same thing at once: the loser looks again, instead of failing.</summary>
public static class Contention
{
    private const int Tries = 24; // twenty at one row, and the last of them gets through

    /// <summary>Runs a whole piece of work, from reading to commit, again when another was quicker. The work must start from the database each time.</summary>
    public static async Task<T> Retrying<T>(this ShopDb db, Func<Task<T>> work, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await work();
            }
            catch (Exception failure) when (tries < Tries && IsLostRace(failure))
            {
                db.ChangeTracker.Clear();
                await Task.Delay(Random.Shared.Next(5, Math.Min(200, 25 * tries)), ct);
            }
        }
    }

    /// <summary>Changed or inserted by another first, or chosen as the victim of a deadlock.</summary>
    public static bool IsLostRace(Exception failure) => failure switch
    {
        DbUpdateConcurrencyException => true,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 || sqlite.SqliteExtendedErrorCode is 1555 or 2067 || sqlite.SqliteExtendedErrorCode == 1811 && sqlite.Message.Contains("append-only", StringComparison.Ordinal), // busy, locked; primary key, unique; a key of an append-only table that is taken
        DbException other => other.SqlState is "40001" or "40P01" or "23505", // serialization, deadlock, unique
        { InnerException: { } inner } => IsLostRace(inner),
        _ => false,
    };
}
