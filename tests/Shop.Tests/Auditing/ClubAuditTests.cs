using Microsoft.EntityFrameworkCore;
using Shop.Auditing;
using Shop.Data;
using Shop.Loyalty;

namespace Shop.Tests.Auditing;

/// <summary>The auditor finds each kind of damage to the club's books where it was done; a replay of the journal mends what follows from it.</summary>
public sealed class ClubAuditTests
{
    private const string Kari = """ where "Id" = (select "AccountId" from loyalty_transactions where "SourceKey" = 'k:joined')""";

    private const string SetAside = "insert into loyalty_reservations (\"Id\", \"AccountId\", \"MemberId\", \"Points\", \"Amount\", \"HeldAt\", \"PointsBack\", \"AmountBack\", \"Version\", \"OrderId\", \"State\") select t.\"Id\", t.\"AccountId\", t.\"MemberId\", 100, 500, t.\"At\", 0, 0, 0, ";
    private const string OfKari = " from loyalty_transactions t where t.\"SourceKey\" = 'k:joined'";

    [Theory]
    [InlineData("INV-1", "k:joined (Granted) does not sum to zero: 1 Points", "update loyalty_postings set \"Amount\" = 31 where \"Line\" = 1 and {k:joined}")]
    [InlineData("INV-1", "k:due (MadeDue) has no postings", "delete from loyalty_postings where {k:due}")]
    [InlineData("INV-1", "of transaction k:joined is in “Elsewhere”", "update loyalty_postings set \"Book\" = 'Elsewhere' where {k:joined}")]
    [InlineData("INV-2", "says 38 available, 0 pending, 0 reserved, 0 owed, 40 and 0 credits; its postings make 37, 0, 0, 0, 40 and 0", "update loyalty_accounts set \"Available\" = 38" + Kari)]
    [InlineData("INV-2", "says 37 available, 0 pending, 0 reserved, 0 owed, 41 and 0 credits", "update loyalty_accounts set \"Credits\" = 41" + Kari)]
    [InlineData("INV-2", "says Lifetime 98, its journal 97", "update loyalty_accounts set \"Lifetime\" = 98" + Kari)]
    [InlineData("INV-2", "cannot be played", "update loyalty_postings set \"Amount\" = 3000 where \"Book\" = 'Reserved' and \"Amount\" = -30; update loyalty_postings set \"Amount\" = -3000 where \"Book\" = 'Redeemed' and \"Amount\" = 30")]
    [InlineData("INV-2", "but the account of their household is nothing", "update loyalty_members set \"HouseholdId\" = \"Id\"")]
    [InlineData("INV-2", "has a place in household nothing", "update loyalty_members set \"HouseholdId\" = \"Id\"")]
    [InlineData("INV-3", "is below zero: 37 available, 0 pending, 0 reserved, -1 owed", "update loyalty_accounts set \"Debt\" = -1" + Kari)]
    [InlineData("INV-3", "is below zero: -1 remaining", "update loyalty_lots set \"Remaining\" = -1 where \"Expired\" = 20")]
    [InlineData("INV-4", "was granted 50, but 35 remaining, 0 reserved, 6 spent", "update loyalty_lots set \"Spent\" = 6 where \"Spent\" = 5")]
    [InlineData("INV-4", "says 37 available, 0 pending and 0 reserved, but its lots make 36, 0 and 0", "update loyalty_lots set \"Remaining\" = 34, \"Revoked\" = 11 where \"Remaining\" = 35")]
    [InlineData("INV-4", "says Spent 6, its journal 5", "update loyalty_lots set \"Spent\" = 6 where \"Spent\" = 5")]
    [InlineData("INV-4", "says ExpiresAt nothing", "update loyalty_lots set \"ExpiresAt\" = null where \"Spent\" = 5")]
    [InlineData("INV-4", "is missing", "delete from loyalty_lots where \"Spent\" = 30")]
    [InlineData("INV-5", "k:reserved took from lot", "update loyalty_postings set \"ExpiresAt\" = (select q.\"ExpiresAt\" from loyalty_postings q join loyalty_transactions t on t.\"Id\" = q.\"TransactionId\" where t.\"SourceKey\" = 'k:soon' and q.\"ExpiresAt\" is not null) where \"ExpiresAt\" is not null and {k:released}")]
    [InlineData("INV-6", "expired 2 times", "insert into loyalty_postings (\"TransactionId\", \"Line\", \"Book\", \"Unit\", \"Amount\", \"LotId\") select \"TransactionId\", 9, \"Book\", \"Unit\", \"Amount\", \"LotId\" from loyalty_postings where \"Book\" = 'Expired'")]
    [InlineData("INV-6", "has 35 points left, though its time was over at 2020-01-01", "update loyalty_lots set \"ExpiresAt\" = '2020-01-01 00:00:00' where \"Spent\" = 5")]
    [InlineData("INV-6", "has 35 points to spend and no end", "update loyalty_lots set \"ExpiresAt\" = null where \"Spent\" = 5")]
    [InlineData("INV-6", "k:expired ended lot", "update loyalty_postings set \"ExpiresAt\" = (select q.\"ExpiresAt\" from loyalty_postings q join loyalty_transactions t on t.\"Id\" = q.\"TransactionId\" where t.\"SourceKey\" = 'k:soon' and q.\"ExpiresAt\" is not null) where \"ExpiresAt\" is not null and {k:old}")]
    [InlineData("INV-7", "(k:joined) is not as it was sealed", "update loyalty_transactions set \"Reason\" = 'Another' where \"SourceKey\" = 'k:joined'")]
    [InlineData("INV-7", "(k:sent) is not as it was sealed", "update loyalty_postings set \"Amount\" = \"Amount\" * 2 where {k:sent}")]
    [InlineData("INV-7", "(k:joined) does not seal the one before it", "update loyalty_transactions set \"PreviousHash\" = \"Hash\" where \"SourceKey\" = 'k:joined'")]
    [InlineData("INV-7", "are not what its entries moved", "update loyalty_statement_months set \"Moved\" = \"Moved\" + 1")]
    [InlineData("INV-7", "are not what its entries moved", "delete from loyalty_statement_months")]
    [InlineData("INV-7", "entry 6 follows entry 4", "delete from loyalty_postings where {k:due}; delete from loyalty_transactions where \"SourceKey\" = 'k:due'")]
    [InlineData("INV-7", "(k:joined) notes 31 available and 0 pending after it, but there were 30 and 0", "update loyalty_transactions set \"AvailableAfter\" = 31 where \"SourceKey\" = 'k:joined'")]
    [InlineData("INV-7", "was written last by entry 99, but its journal ends with entry 11", "update loyalty_accounts set \"LastNumber\" = 99" + Kari)]
    [InlineData("INV-7", "The journal cannot be read to its end", "update loyalty_transactions set \"Kind\" = 'Invented' where \"SourceKey\" = 'k:joined'")]
    [InlineData("INV-7", "of loyalty_postings is gone", "select 1")]
    [InlineData("INV-7", "of loyalty_tier_changes is gone", "select 1")]
    [InlineData("INV-8", "Order W1 says that 100 points pay 500 of it, but 0 points for 0 were set aside", "update ordering_orders set \"PointsSpent\" = 100, \"PaidWithPoints\" = 500 where \"Number\" = 'W1'")]
    [InlineData("INV-8", "Order W1 says that 0 points pay 0 of it, but 100 points for 500 were set aside", SetAside + "(select \"Id\" from ordering_orders where \"Number\" = 'W1'), 'Spent'" + OfKari)]
    [InlineData("INV-8", "the points that pay a part of it are Held, and 0 of 100 came back", SetAside + "(select \"Id\" from ordering_orders where \"Number\" = 'W1'), 'Held'" + OfKari)]
    [InlineData("INV-8", "Points are set aside for an order", SetAside + "t.\"Id\", 'Held'" + OfKari)]
    [InlineData("INV-12", "Reward A seat says that 5 were taken, but 3 were", "update loyalty_rewards set \"Taken\" = 5")]
    [InlineData("INV-12", "Of reward A seat there are 1, but 3 were taken", "update loyalty_rewards set \"Quota\" = 1")]
    [InlineData("INV-12", "“A seat” was taken for 111 points, but its entry claim:", "update loyalty_claims set \"Cost\" = 111 where \"State\" = 'Waiting'")]
    [InlineData("INV-12", ":taken spent points on a reward that nobody has", "delete from loyalty_claims where \"State\" = 'Waiting'")]
    [InlineData("INV-12", "“A seat” is CalledOff, but 0 of its 110 points came back", "update loyalty_claims set \"State\" = 'CalledOff' where \"State\" = 'Waiting'")]
    [InlineData("INV-12", "“A seat” is Done, but 110 of its 110 points came back", "update loyalty_claims set \"State\" = 'Done' where \"State\" = 'CalledOff'")]
    [InlineData("INV-12", "“A seat” is Given, but its voucher nothing is used", "update loyalty_claims set \"CodeId\" = null where \"State\" = 'Given'")]
    [InlineData("INV-2", "has an account of their own, but entry", "update loyalty_members set \"AccountId\" = (select \"AccountId\" from loyalty_transactions where \"SourceKey\" = 'k:joined')")]
    [InlineData("INV-7", "Entry k:joined says that it moved 31 points that can be spent, but its postings 30", "update loyalty_transactions set \"Moved\" = 31 where \"SourceKey\" = 'k:joined'")]
    [InlineData("INV-13", "but the history says Silver", "update loyalty_members set \"Tier\" = 'Member', \"TierValidUntil\" = null, \"TierSince\" = \"JoinedAt\", \"JudgedBy\" = null")]
    [InlineData("INV-13", "but their steps say", "update loyalty_members set \"TierSince\" = \"JoinedAt\" where \"JudgedBy\" is not null")]
    [InlineData("INV-13", "but the last of their steps led to Member", "delete from loyalty_tier_changes")]
    [InlineData("INV-13", "one is missing", "update loyalty_tier_changes set \"Number\" = 2")]
    [InlineData("INV-17", "of order W1 2 pieces keep their points, but 1 were kept", "update ordering_order_lines set \"Returned\" = 1 where \"Quantity\" = 2 and \"OrderId\" = (select \"Id\" from ordering_orders where \"Number\" = 'W1')")]
    [InlineData("INV-17", "Order W1 was paid by a member and earned nothing; the rules give", "delete from loyalty_earned_lines; update loyalty_transactions set \"Kind\" = 'Granted' where \"SourceKey\" = 'k:earned'")]
    [InlineData("INV-13", "is Gold until", "update loyalty_members set \"Tier\" = 'Gold'")]
    [InlineData("INV-13", "but the history says Silver until", "update loyalty_members set \"TierValidUntil\" = null")]
    [InlineData("INV-13", "is Silver, and no rules said so", "update loyalty_members set \"JudgedBy\" = null")]
    [InlineData("INV-17", "Order W1 earned 2 times", "update loyalty_transactions set \"Kind\" = 'Earned', \"OrderId\" = (select \"Id\" from ordering_orders where \"Number\" = 'W1') where \"SourceKey\" = 'k:joined'")]
    [InlineData("INV-17", "of order W1 earned 10 points and 10 credits for 1 pieces, but gave back 11, 10 and 1", "update loyalty_earned_lines set \"Points\" = -11 where \"Points\" = -10")]
    [InlineData("INV-17", "of order W1 earned 10 points and 10 credits for 1 pieces, but gave back 10, 10 and 2", "update loyalty_earned_lines set \"Quantity\" = -2 where \"Points\" = -10")]
    [InlineData("INV-17", "The lines of transaction k:earned make 51 points and 50 credits, but its postings 50 and 50", "update loyalty_earned_lines set \"Points\" = 41 where \"Points\" = 40")]
    [InlineData("INV-17", "k:revoked is of order", "update loyalty_earned_lines set \"OrderId\" = \"LineId\" where \"Points\" = -10")]
    [InlineData("INV-17", "k:earned earned for an order and names no lines", "delete from loyalty_earned_lines where {k:earned}")]
    [InlineData("INV-19", "is Done and moves 26 points, but its entry moved 25", "update loyalty_corrections set \"Points\" = 26")]
    [InlineData("INV-19", "is Refused and moves 25 points, but its entry moved 25", "update loyalty_corrections set \"State\" = 'Refused'")]
    [InlineData("INV-19", "was made by hand, and nobody asked for it", "delete from loyalty_corrections")]
    [InlineData("INV-19", "went beyond what Kim may do alone, and Bo agreed to it", "update loyalty_corrections set \"DecidedById\" = \"AskedById\"")]
    [InlineData("INV-19", "lends Gold, but nothing is lent", "update loyalty_corrections set \"Kind\" = 'Tier', \"Tier\" = 'Gold'")]
    [InlineData("INV-19", "is Earned for 16 points, but their entry gave 15", "update loyalty_referrals set \"Points\" = 16")]
    [InlineData("INV-19", "is Refused for 15 points, but their entry gave 15", "update loyalty_referrals set \"State\" = 'Refused'")]
    [InlineData("INV-19", ":kept was given for a friend whom nobody invited", "delete from loyalty_referrals")]
    [InlineData("INV-19", "but order W1 is not theirs", "update loyalty_referrals set \"FriendCustomerId\" = (select \"CustomerId\" from loyalty_members where \"Id\" = \"AdvocateId\")")]
    public async Task Damage_to_the_club_is_found_where_it_was_done(string invariant, string told, string damage)
    {
        using var shop = await AuditedShop.Open();
        await TakeGuardsAway(shop);
        await shop.Damage(System.Text.RegularExpressions.Regex.Replace(damage, @"\{(k:\w+)\}", "\"TransactionId\" = (select \"Id\" from loyalty_transactions where \"SourceKey\" = '$1')"));

        var audited = await shop.Audit();
        Assert.Contains(audited.Single(a => a.Id == invariant).Violations, v => v.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_follows_from_the_journal_can_be_lost_and_is_built_again()
    {
        using var shop = await AuditedShop.Open();
        var before = await Derived(shop);
        await shop.Damage("""
            delete from loyalty_lots where "Spent" = 30; update loyalty_lots set "Remaining" = 1000, "ExpiresAt" = null where "Spent" = 5;
            insert into loyalty_lots ("Id", "AccountId", "MemberId", "Granted", "Remaining", "Reserved", "Spent", "Expired", "Revoked", "CreditsGranted", "CreditsRevoked", "EarnedAt")
                select "TransactionId", (select "AccountId" from loyalty_transactions where "SourceKey" = 'k:joined'), "TransactionId", 5, 5, 0, 0, 0, 0, 0, 0, '2020-01-01 00:00:00' from loyalty_postings where "Line" = 0 and "Amount" = -30 and "Book" = 'Issued';
            update loyalty_accounts set "Available" = 0, "Credits" = 0, "Lifetime" = 0, "LastNumber" = 0, "LastHash" = ''
            """);

        var told = await Replay(shop, write: false);
        Assert.All(told, f => Assert.False(f.Mended));
        Assert.Contains(told, f => f.Sentence.Contains("is missing", StringComparison.Ordinal));
        Assert.Contains(told, f => f.Sentence.Contains("is not in its journal", StringComparison.Ordinal));
        Assert.Contains(told, f => f.Sentence.Contains("says Remaining 1000, its journal 35", StringComparison.Ordinal));
        Assert.Contains(told, f => f.Sentence.Contains("says Available 0, its journal 37", StringComparison.Ordinal));
        Assert.NotEqual(before, await Derived(shop)); // it only told

        var mended = await Replay(shop, write: true);
        Assert.Equal(told.Select(f => f.Sentence), mended.Select(f => f.Sentence));
        Assert.All(mended, f => Assert.True(f.Mended));
        Assert.Equal(before, await Derived(shop));
        Assert.Empty(await Replay(shop, write: false));
        Assert.Empty((await shop.Audit()).SelectMany(a => a.Violations));
    }

    [Fact]
    public async Task A_journal_that_was_changed_is_not_believed()
    {
        using var shop = await AuditedShop.Open();
        await TakeGuardsAway(shop);
        await shop.Damage("""update loyalty_postings set "Amount" = "Amount" * 100 where "TransactionId" = (select "Id" from loyalty_transactions where "SourceKey" = 'k:received')""");
        var before = await Derived(shop);

        var told = await Replay(shop, write: true);
        Assert.Contains(told, f => f.Sentence.Contains("says Available 5, its journal 500", StringComparison.Ordinal));
        Assert.Contains(told, f => f.Sentence.EndsWith("is not as it was sealed: nothing of it is written.", StringComparison.Ordinal));
        Assert.All(told, f => Assert.False(f.Mended));
        Assert.Equal(before, await Derived(shop));
    }

    [Fact]
    public async Task Tables_that_were_emptied_are_filled_again()
    {
        using var shop = await AuditedShop.Open();
        var before = await Derived(shop);
        await shop.Damage("""delete from loyalty_lots; delete from loyalty_statement_months; update loyalty_accounts set "Available" = 0, "Pending" = 0, "Reserved" = 0, "Debt" = 0, "Lifetime" = 0, "Credits" = 0, "CreditsPending" = 0, "LastNumber" = 0, "LastHash" = ''""");
        await Replay(shop, write: true);
        Assert.Equal(before, await Derived(shop));
    }

    [Fact]
    public async Task A_tier_that_was_changed_by_hand_is_worked_out_again()
    {
        using var shop = await AuditedShop.Open();
        await shop.Damage("""update loyalty_members set "Tier" = 'Gold', "TierValidUntil" = null where "JudgedBy" is not null""");
        Assert.Contains("but the history says Silver", Assert.Single(await Replay(shop, write: false)).Sentence, StringComparison.Ordinal);
        Assert.True(Assert.Single(await Replay(shop, write: true)).Mended);
        Assert.Empty(await Replay(shop, write: false));
        await shop.InDb(async db => Assert.Equal(Tier.Silver, (await db.Memberships.SingleAsync(m => m.JudgedBy != null)).Tier));
    }

    [Fact]
    public async Task A_guard_that_looks_away_or_a_row_that_is_replaced_does_not_pass()
    {
        using var shop = await AuditedShop.Open();
        if (!TestDatabase.UsesPostgres)
        {
            await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => shop.Damage("insert or replace into loyalty_postings select \"TransactionId\", \"Line\", \"Book\", \"Unit\", \"Amount\" * 10, \"LotId\", \"DueAt\", \"ExpiresAt\" from loyalty_postings where \"Line\" = 0"));
            await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => shop.Damage("insert or replace into loyalty_transactions select * from loyalty_transactions"));
            await shop.Damage("drop trigger loyalty_postings_no_update; create trigger loyalty_postings_no_update before update on loyalty_postings when 0 begin select raise(abort, 'loyalty_postings is append-only'); end");
        }
        else await shop.Damage("create or replace function loyalty_postings_refuse() returns trigger language plpgsql as $$ begin return new; end $$");
        var told = (await shop.Audit()).Single(a => a.Id == "INV-7").Violations;
        Assert.Contains(told, v => v.Contains("of loyalty_postings is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tiers_that_were_wiped_out_come_back_as_they_were_and_nobody_is_told()
    {
        using var shop = await AuditedShop.Open();
        var before = await Stood(shop);
        await shop.Damage("""update loyalty_members set "Tier" = 'Member', "TierValidUntil" = null, "TierSince" = "JoinedAt", "JudgedBy" = null""");
        Assert.All(await Replay(shop, write: true), f => Assert.True(f.Mended));
        Assert.Equal(before, await Stood(shop));
        await shop.InDb(async db => Assert.Empty(await db.SavedEvents.Where(e => e.DeliveredAt == null).ToListAsync()));

        static async Task<List<(Tier, DateTime, DateTime?)>> Stood(AuditedShop shop)
        {
            var all = new List<(Tier, DateTime, DateTime?)>();
            await shop.InDb(async db => all.AddRange((await db.Memberships.AsNoTracking().Where(m => m.Tier != Tier.Member).ToListAsync()).Select(m => (m.Tier, m.TierSince, m.TierValidUntil))));
            return all;
        }
    }

    private static Task TakeGuardsAway(AuditedShop shop) => shop.Damage(string.Join("; ", new[] { "loyalty_transactions", "loyalty_postings", "loyalty_earned_lines", "loyalty_tier_changes", "loyalty_lent_tiers" }
        .SelectMany(t => TestDatabase.UsesPostgres ? [$"drop trigger {t}_append_only on {t}"] : new[] { $"drop trigger {t}_no_update", $"drop trigger {t}_no_delete" })));

    private static async Task<List<ReplayJournal.Found>> Replay(AuditedShop shop, bool write)
    {
        var found = new List<ReplayJournal.Found>();
        await shop.InDb(async db =>
        {
            var replay = new ReplayJournal(db, shop.Clock);
            await foreach (var one in replay.Run(write, default)) found.Add(one);
            Assert.Equal(3, replay.Replayed);
        });
        return found;
    }

    // Every column of what follows from the journal, but the version, which counts writes.
    private static async Task<string> Derived(AuditedShop shop)
    {
        var text = "";
        await shop.InDb(async db =>
        {
            var accounts = await db.PointsAccounts.AsNoTracking().Include(a => a.Lots).OrderBy(a => a.Id).ToListAsync();
            var months = await db.StatementMonths.AsNoTracking().OrderBy(m => m.AccountId).ThenBy(m => m.Month).ThenBy(m => m.Kind).ToListAsync();
            text = string.Join('\n', accounts.SelectMany(a => a.Lots.OrderBy(l => l.Id).Cast<object>().Prepend(a)).Concat(months).Select(thing => string.Join("; ",
                thing.GetType().GetProperties().Where(p => p.Name is not ("Version" or "Lots" or "Journal")).Select(p => $"{p.Name}={(p.GetValue(thing) is DateTime time ? time.ToString("O") : p.GetValue(thing))}"))));
        });
        return text;
    }
}
