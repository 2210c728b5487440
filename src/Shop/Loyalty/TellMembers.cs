using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>
/// Every hour: finds what members should know before it happens, and what the past month was. Each thing is told once; run late, it is told late,
/// and after <see cref="MostDaysLate"/> days not any more: then the next warning comes in time.
/// </summary>
public sealed class TellMembers(ShopDb db, RuleBook rules, StandMember stand, TimeProvider clock)
{
    public const int MostDaysLate = 7;

    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await rules.At(now, ct) is not { } published) return;
        foreach (var days in published.Rules.Expiry.WarningDays.Distinct().Order()) await PointsEnding(published, days, now, ct);
        foreach (var days in published.Rules.Ladder.NoticeDays.Distinct().Order()) await TierEnding(published, days, now, ct);
        await Statements(published.Zone, now, ct);
    }

    // Points that end on a day that is now so many days away, or some fewer because this runs late.
    private async Task PointsEnding(PublishedRules published, int days, DateTime now, CancellationToken ct)
    {
        var (from, to) = EndsNear(days, now, published.Zone);
        var lots = await db.PointsLots.AsNoTracking().Where(l => l.ReleasedAt != null && l.Remaining > 0 && l.ExpiresAt > from && l.ExpiresAt <= to && l.ExpiresAt > now)
            .Select(l => new { l.AccountId, l.ReleasedAt, l.ExpiresAt, l.Remaining }).ToListAsync(ct);
        // Who got them after that day knows how long they last: they came with a letter.
        var ending = lots.Where(l => l.ReleasedAt <= Expiries.WarningAt(l.ExpiresAt!.Value, days, published.Zone)).GroupBy(l => (l.AccountId, Day: Expiries.LastDay(l.ExpiresAt!.Value, published.Zone)))
            .Select(g => (g.Key.AccountId, g.Key.Day, Points: g.Sum(l => l.Remaining), Until: g.Max(l => l.ExpiresAt)!.Value)).ToList();
        foreach (var chunk in ending.Chunk(500))
        {
            var accounts = chunk.Select(e => e.AccountId).ToList();
            var members = (await db.Memberships.AsNoTracking().Where(m => m.State == MembershipState.Active && accounts.Contains(m.AccountId)).Select(m => new { m.Id, m.AccountId }).ToListAsync(ct)).ToLookup(m => m.AccountId, m => m.Id);
            await Tell([.. chunk.SelectMany(e => members[e.AccountId].Select(m => ClubNotice.Of(m, NoticeKind.PointsEnding, $"{e.Day:yyyyMMdd}-{days}", e.Points, e.Until, now)))], ct);
        }
    }

    // Only to whom something is missing: who has enough already has nothing to fear.
    private async Task TierEnding(PublishedRules published, int days, DateTime now, CancellationToken ct)
    {
        var (from, to) = EndsNear(days, now, published.Zone);
        var unreleased = (await db.PointsLots.Where(l => l.ReleasedAt == null && l.DueAt <= now && l.CreditsGranted > l.CreditsRevoked).Select(l => l.MemberId).Distinct().ToListAsync(ct)).ToHashSet(); // may keep it, within the hour
        var members = await db.Memberships.AsNoTracking().Where(m => m.State == MembershipState.Active && m.TierValidUntil > from && m.TierValidUntil <= to && m.TierValidUntil > now).OrderBy(m => m.Id).ToListAsync(ct);
        foreach (var member in members.Where(m => !unreleased.Contains(m.Id)))
        {
            var about = $"{Expiries.LastDay(member.TierValidUntil!.Value, published.Zone):yyyyMMdd}-{days}";
            if (await db.ClubNotices.AnyAsync(n => n.MemberId == member.Id && n.Kind == NoticeKind.TierEnding && n.About == about, ct)) continue; // before the history is read
            var verdict = TierLadder.Evaluate(await stand.History(member, ct), published.Rules, published.Zone, now);
            if (verdict.Keep.Credits is not > 0 && verdict.Keep.Orders is not > 0) continue;
            await Tell([ClubNotice.Of(member.Id, NoticeKind.TierEnding, about, verdict.MissingToKeep, member.TierValidUntil, now)], ct);
        }
    }

    // In the first days of a month, to whom the last one moved something.
    private async Task Statements(TimeZoneInfo zone, DateTime now, CancellationToken ct)
    {
        var thisMonth = ClubTime.MonthAt(now, zone);
        if (now >= thisMonth.Start.AddDays(MostDaysLate)) return;
        var last = ClubTime.MonthAt(thisMonth.Start.AddTicks(-1), zone);
        var about = $"{Period.LocalDay(last.Start, zone):yyyy-MM}";
        var members = await db.Memberships.AsNoTracking().Where(m => m.State == MembershipState.Active && db.Set<PointsTransaction>().Any(t => t.AccountId == m.AccountId && t.At >= last.Start && t.At < last.End)
            && !db.Set<ClubNotice>().Any(n => n.MemberId == m.Id && n.Kind == NoticeKind.Statement && n.About == about)).Select(m => m.Id).ToListAsync(ct);
        foreach (var chunk in members.Chunk(500)) await Tell([.. chunk.Select(m => ClubNotice.Of(m, NoticeKind.Statement, about, 0, last.End, now))], ct);
    }

    private static (DateTime After, DateTime Until) EndsNear(int days, DateTime now, TimeZoneInfo zone)
    {
        var farthest = Period.LocalDay(now, zone).AddDays(days);
        return (Period.StartOf(farthest.AddDays(1 - MostDaysLate), zone), Period.StartOf(farthest.AddDays(1), zone));
    }

    private Task<int> Tell(IReadOnlyList<ClubNotice> notices, CancellationToken ct) => notices.Count == 0 ? Task.FromResult(0) : db.Retrying(async () =>
    {
        var members = notices.Select(n => n.MemberId).ToList();
        var (kind, abouts) = (notices[0].Kind, notices.Select(n => n.About).Distinct().ToList());
        var told = (await db.ClubNotices.Where(n => members.Contains(n.MemberId) && n.Kind == kind && abouts.Contains(n.About)).Select(n => new { n.MemberId, n.About }).ToListAsync(ct)).Select(n => (n.MemberId, n.About)).ToHashSet();
        db.AddRange(notices.Where(n => !told.Contains((n.MemberId, n.About))));
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return 0;
    }, ct);
}
