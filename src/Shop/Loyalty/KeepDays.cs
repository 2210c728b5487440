using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Every hour: birthdays, years of membership and details that are complete, with the points that the rules and the tier give for them. Once a year each; as of the day itself, also when this runs some days late.</summary>
public sealed class KeepDays(ShopDb db, RuleBook rules, RewardDeed reward, StandMember stand, TimeProvider clock)
{
    private const int AtOnce = 200;

    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await rules.At(now, ct) is not { } published || await rules.Programme(ct) is null) return;
        if (published.Rules.Earning.For(Deed.ProfileCompleted) is { } details && details.Points + details.Credits > 0) await Details(now, ct);
        var today = Period.LocalDay(now, published.Zone);
        for (var late = TellMembers.MostDaysLate - 1; late >= 0; late--)
        {
            await Birthdays(published, today.AddDays(-late), now, ct);
            await Anniversaries(published, today.AddDays(-late), now, ct);
        }
    }

    // Who had told all before the rules asked for it.
    private async Task Details(DateTime now, CancellationToken ct)
    {
        var (done, customers, entries) = (DeedSteps.AllOf(Deed.ProfileCompleted), db.Set<Customer>(), db.PointsTransactions);
        var members = await db.Memberships.AsNoTracking().Where(m => m.State == MembershipState.Active && customers.Any(c => c.Id == m.CustomerId && c.UserId != null && c.BirthMonth != null && c.Addresses.Any())
            && !entries.Any(t => t.MemberId == m.Id && t.SourceKey.StartsWith(done))).OrderBy(m => m.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var member in members)
            await db.Retrying(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                await reward.Run(member, Deed.ProfileCompleted, "once", WhenDeedIsDone.DetailsReason, now, ct);
                await transaction.CommitAsync(ct);
                db.ChangeTracker.Clear();
                return 0;
            }, ct);
    }

    private async Task Birthdays(PublishedRules published, DateOnly day, DateTime now, CancellationToken ct)
    {
        // Who was born on 29 February celebrates on the 28th in other years.
        var also = day is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(day.Year) ? 29 : day.Day;
        var year = $"{day:yyyy}";
        var over = Period.DayOf(day, published.Zone).End; // who joined after it did not celebrate it here
        var members = await db.Memberships.AsNoTracking().Where(m => m.State == MembershipState.Active && m.JoinedAt < over
            && db.Set<Customer>().Any(c => c.Id == m.CustomerId && c.BirthMonth == day.Month && (c.BirthDay == day.Day || c.BirthDay == also))
            && !db.Set<ClubNotice>().Any(n => n.MemberId == m.Id && n.Kind == NoticeKind.Birthday && n.About == year)).ToListAsync(ct);
        foreach (var member in members)
            await Tell(member, NoticeKind.Birthday, year, now, async () =>
            {
                var morning = Morning(day, member, published);
                var (then, tier) = (await rules.At(morning, ct) ?? published, await stand.TierAt(member, morning, ct));
                return await reward.Run(member, Deed.Birthday, year, "Happy birthday", morning, ct, then.Rules.Ladder.Of(tier)?.Benefits.BirthdayPoints ?? 0);
            }, ct);
    }

    private async Task Anniversaries(PublishedRules published, DateOnly day, DateTime now, CancellationToken ct)
    {
        var first = await db.Memberships.Where(m => m.State == MembershipState.Active).MinAsync(m => (DateTime?)m.JoinedAt, ct);
        for (var years = 1; first is { } oldest && years <= day.Year - Period.LocalDay(oldest, published.Zone).Year; years++)
        {
            var joined = Period.DayOf(day.AddYears(-years), published.Zone);
            var until = day is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(day.Year) && DateTime.IsLeapYear(day.Year - years) ? joined.End.AddDays(1) : joined.End;
            var about = $"{years}";
            var members = await db.Memberships.AsNoTracking().Where(m => m.State == MembershipState.Active && m.JoinedAt >= joined.Start && m.JoinedAt < until
                && !db.Set<ClubNotice>().Any(n => n.MemberId == m.Id && n.Kind == NoticeKind.Anniversary && n.About == about)).ToListAsync(ct);
            foreach (var member in members)
                await Tell(member, NoticeKind.Anniversary, about, now, () => reward.Run(member, Deed.Anniversary, about, years == 1 ? "A year in the club" : $"{years} years in the club", Morning(day, member, published), ct), ct);
        }
    }

    // Of their day; who joined in the course of it was not there before.
    private static DateTime Morning(DateOnly day, Membership member, PublishedRules published) => Period.StartOf(day, published.Zone) is var start && start > member.JoinedAt ? start : member.JoinedAt;

    private Task<int> Tell(Membership member, NoticeKind kind, string about, DateTime now, Func<Task<long>> give, CancellationToken ct) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.ClubNotices.AnyAsync(n => n.MemberId == member.Id && n.Kind == kind && n.About == about, ct)) return 0;
        db.Add(ClubNotice.Of(member.Id, kind, about, await give(), null, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return 1;
    }, ct);
}
