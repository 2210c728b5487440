using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>What an account's entries of one kind moved in one month: the database adds each entry as it is written, so that a statement of years adds up without reading them.</summary>
public sealed class StatementMonth
{
    private StatementMonth() { }

    public Guid AccountId { get; private init; }

    /// <summary>By the moments that entries tell, in UTC: 202603 is March 2026.</summary>
    public int Month { get; private init; }
    public PointsMove Kind { get; private init; }
    public long Moved { get; private init; }

    /// <param name="at">UTC.</param>
    internal static int Of(DateTime at) => at.Year * 100 + at.Month;

#pragma warning disable EF1002 // only our own words are put in
    /// <summary>Where the sums differ from the journal, one sentence for each account.</summary>
    internal static async Task<IReadOnlyList<string>> Wrong(ShopDb db, CancellationToken ct) =>
        [.. (await db.Database.SqlQueryRaw<Guid>($"""
            select distinct "AccountId" as "Value" from (select "AccountId", "Month", "Kind", sum("Moved") as moved from
                (select "AccountId", {MonthSql(db.Database.IsSqlite())} as "Month", "Kind", "Moved" from loyalty_transactions where "Moved" <> 0 union all select "AccountId", "Month", "Kind", -"Moved" from loyalty_statement_months) b
                group by "AccountId", "Month", "Kind" having sum("Moved") <> 0) w
            """).ToListAsync(ct)).Order().Select(id => $"The sums of the months of account {id} are not what its entries moved.")];

    /// <summary>Adds all of them up again. Inside the caller's transaction, nobody writes to the journal meanwhile.</summary>
    internal static async Task Rebuild(ShopDb db, CancellationToken ct)
    {
        if (!db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("lock table loyalty_transactions in share mode", ct);
        await db.Database.ExecuteSqlRawAsync("delete from loyalty_statement_months", ct);
        await db.Database.ExecuteSqlRawAsync($"""
            insert into loyalty_statement_months ("AccountId", "Month", "Kind", "Moved")
            select "AccountId", {MonthSql(db.Database.IsSqlite())}, "Kind", sum("Moved") from loyalty_transactions where "Moved" <> 0 group by 1, 2, 3
            """, ct);
    }
#pragma warning restore EF1002

    private static string MonthSql(bool sqlite) => sqlite
        ? """cast(substr("At", 1, 4) || substr("At", 6, 2) as integer)"""
        : """cast(to_char("At" at time zone 'UTC', 'YYYYMM') as integer)""";
}

internal sealed class StatementMonthMapping : IEntityTypeConfiguration<StatementMonth>
{
    public void Configure(EntityTypeBuilder<StatementMonth> month)
    {
        month.ToTable("loyalty_statement_months");
        month.HasKey(m => new { m.AccountId, m.Month, m.Kind });
        month.Property(m => m.Kind).HasConversion<string>().HasMaxLength(12);
    }
}
