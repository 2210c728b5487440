using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Auditing;

/// <summary>What became of the check of one invariant.</summary>
/// <param name="Checked">How many things were looked at, and what they are.</param>
/// <param name="Remark">Said instead of a count, when there is nothing to look at.</param>
public sealed record AuditedInvariant(string Id, string Promise, long Checked, string Things, IReadOnlyList<string> Violations, string? Remark = null);

/// <summary>
/// Recomputes the shop's invariants from the rows themselves, not from what the program believes. Only reads, from one moment's state,
/// so that it may run while the shop is open.
/// </summary>
public sealed class Auditor(ShopDb db, SchemaUpdate schema, IOptions<DataOptions> options, TimeProvider clock)
{
    private static readonly IReadOnlyList<Invariant> All =
    [
        new JournalSums(), new BalancesFollowTheJournal(), new NothingBelowZero(), new LotsAddUp(), new SoonestGoFirst(), new PointsExpireOnce(), new JournalIsSealed(),
        new PaymentsFitOrders(), new OrderSums(), new StockAddsUp(), new VouchersAreSpentOnce(), new TiersFollowHistory(), new NewsIsTold(), new WhatWasSaidIsKept(), new OrdersEarnOnce(), new AuditTrailIsSealed(), new GiftsWereDecided(),
    ];

    /// <exception cref="RuleBroken">There is no shop here that this version can read.</exception>
    public async Task<IReadOnlyList<AuditedInvariant>> Run(CancellationToken ct)
    {
        if (db.Database.IsSqlite() && !File.Exists(options.Value.SqliteFile)) throw new RuleBroken($"There is no database {options.Value.SqliteFile}. Say with --data where the shop keeps its data.");
        if (!await schema.IsCurrent(ct)) throw new RuleBroken("The database has the schema of another version. Start this version once, so that it is brought up to date.");

        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var connection = db.Database.GetDbConnection();
            await using var snapshot = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct);
            await db.Database.UseTransactionAsync(snapshot, ct); // what is read by entities is of the same moment
            var books = new Books(db, snapshot);
            await books.OnlyRead(ct);
            try
            {
                books.AsOf = await LastOpen(books, ct);
                var audited = new List<AuditedInvariant>();
                foreach (var invariant in All) audited.Add(await invariant.Check(books, ct));
                return audited;
            }
            finally
            {
                await books.MayWriteAgain();
                await db.Database.UseTransactionAsync(null, CancellationToken.None);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // What has to be done within minutes is done by the open shop. While it is closed nothing is late: its jobs tell when it was open last.
    private async Task<DateTime> LastOpen(Books books, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var lastJob = await books.Time("""select max("StartedAt") from data_job_runs""", ct);
        return lastJob < now ? lastJob.Value : now;
    }
}
