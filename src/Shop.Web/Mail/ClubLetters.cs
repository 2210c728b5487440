using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Ordering;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Mail;

/// <summary>Tells members by mail what happens in the club. They asked to be in it, so these are letters about their membership and no advertising; who left gets none.</summary>
public sealed class ClubLetters(ClubMail mail, ShopDb db, ShopAddress address, MoneyText money, ReadTierPlan plans, ReadReferrals referrals, TimeProvider clock)
    : IWhen<MemberJoined>, IWhen<PointsReleased>, IWhen<TierChanged>, IWhen<MemberNoticed>, IWhen<PointsGiven>
{
    public Task Handle(MemberJoined happened, CancellationToken ct) => mail.Write("club-welcome", happened.MemberId, $"{happened.MemberId:N}:{clock.GetUtcNow():yyyyMMdd}", async reader =>
    {
        var spending = reader.Rules.Spending;
        var gift = await Spendable(reader.Member.AccountId, ct);
        var voucher = await referrals.VoucherOf(reader.Member.CustomerId, ct) is { IsUsed: false } open && !(open.EndsAt <= clock.GetUtcNow().UtcDateTime) ? open : null;
        return new MailValues
        {
            { "voucher", voucher is null ? null : RewardWords.Spaced(voucher.Code) }, { "voucherWorth", voucher is null ? null : money.Of(voucher.Amount) },
            { "voucherEnd", voucher?.EndsAt is { } ends ? DateText.LongDay(Expiries.LastDay(ends, reader.Zone)) : null },
            { "number", reader.Member.Number }, { "gift", gift > 0 ? reader.Words.Count(gift) : null }, { "are", gift == 1 ? "is" : "are" },
            { "earning", $"You earn {reader.Words.Count(reader.Rules.Earning.Points.Points)} for each {money.Whole(new Money(reader.Rules.Earning.Points.PerMinor))} you spend." },
            { "spending", $"{reader.Words.Count(spending.Step)} {(spending.Step == 1 ? "pays" : "pay")} {money.Whole(spending.Worth(spending.Step))} of an order." },
        };
    }, ct);

    public Task Handle(PointsReleased happened, CancellationToken ct) => mail.Write("points-released", happened.MemberId, $"{happened.LotId:N}", async reader =>
    {
        if (happened.Points == 0) return null; // all of it paid a debt
        if (happened.OrderId is not { } id || await db.Orders.Where(o => o.Id == id).Select(o => o.Number).SingleOrDefaultAsync(ct) is not { } number) return null;
        var available = await Spendable(reader.Member.AccountId, ct);
        return new MailValues
        {
            { "number", number }, { "points", Number.Of(happened.Points) }, { "counted", reader.Words.Count(happened.Points) }, { "are", happened.Points == 1 ? "is" : "are" }, { "until", DateText.LongDay(Expiries.LastDay(happened.ExpiresAt, reader.Zone)) },
            { "available", reader.Words.Count(available) }, { "worth", money.Of(reader.Rules.Spending.Worth(available - available % reader.Rules.Spending.Step)) },
        };
    }, ct);

    public async Task Handle(PointsGiven happened, CancellationToken ct)
    {
        var gift = await db.PointsGifts.AsNoTracking().SingleAsync(g => g.Id == happened.GiftId, ct);
        var giver = await db.Customers.Where(c => db.Set<Membership>().Any(m => m.Id == gift.FromMemberId && m.CustomerId == c.Id)).Select(c => c.Name).SingleAsync(ct);
        await mail.Write("points-given", gift.ToMemberId, $"{gift.Id:N}", reader => Task.FromResult<MailValues?>(new MailValues
        {
            { "points", reader.Words.Count(gift.Points) }, { "giver", PointsGift.IsLink(giver) ? "Another member" : giver }, { "message", gift.Message }, { "statementUrl", address.Of("account/club/statement") },
        }), ct);
    }

    public async Task Handle(TierChanged happened, CancellationToken ct)
    {
        var change = await db.TierChanges.AsNoTracking().Where(c => c.MemberId == happened.MemberId && c.To == happened.To).OrderByDescending(c => c.Number).FirstOrDefaultAsync(ct);
        if (change is null) return;
        var notice = happened.ByNewRules is { } byRules ? await db.RuleSets.AsNoTracking().Where(r => r.Id == byRules).Select(r => new { r.Notice, r.NoticeText }).SingleOrDefaultAsync(ct) : null;
        if (notice?.Notice == RuleNotice.None) return; // staff chose so when they published the rules
        await mail.Write("tier-changed", happened.MemberId, $"{change.Id:N}", reader => Task.FromResult<MailValues?>(new MailValues
        {
            { "tier", reader.NameOf(change.To) }, { "reason", change.Reason }, { "notice", notice?.NoticeText }, { "validUntil", change.ValidUntil is { } until ? DateText.LongDay(Expiries.LastDay(until, reader.Zone)) : null },
            { "heading", change.To > change.From ? $"You are {reader.NameOf(change.To)} now" : $"Your tier is {reader.NameOf(change.To)} now" },
        }), ct);
    }

    public async Task Handle(MemberNoticed happened, CancellationToken ct)
    {
        var notice = await db.ClubNotices.AsNoTracking().SingleAsync(n => n.Id == happened.NoticeId, ct);
        var template = notice.Kind switch { NoticeKind.PointsEnding => "points-ending", NoticeKind.TierEnding => "tier-ending", NoticeKind.Statement => "club-statement", NoticeKind.Birthday => "club-birthday", _ => "club-anniversary" };
        await mail.Write(template, notice.MemberId, $"{notice.Id:N}", async reader => notice.Kind switch
        {
            NoticeKind.PointsEnding => await PointsEnding(notice, reader, ct),
            NoticeKind.TierEnding => await TierEnding(notice, reader, ct),
            NoticeKind.Statement => await Statement(notice, reader, ct),
            NoticeKind.Birthday => new MailValues { { "gift", notice.Number > 0 ? reader.Words.Count(notice.Number) : null } },
            _ => new MailValues { { "years", notice.About == "1" ? "A year" : $"{notice.About} years" }, { "gift", notice.Number > 0 ? reader.Words.Count(notice.Number) : null } },
        }, ct, isMarketing: notice.Kind is NoticeKind.Birthday or NoticeKind.Anniversary);
    }

    // What is still there when the letter is written: who spent them meanwhile is not told of them.
    private async Task<MailValues?> PointsEnding(ClubNotice notice, ClubReader reader, CancellationToken ct)
    {
        var day = Period.DayOf(Expiries.LastDay(notice.Until!.Value, reader.Zone), reader.Zone);
        var points = await db.PointsLots.Where(l => l.AccountId == reader.Member.AccountId && l.ReleasedAt != null && l.Remaining > 0 && l.ExpiresAt > day.Start && l.ExpiresAt <= day.End).SumAsync(l => l.Remaining, ct);
        if (points == 0) return null;
        var available = await Spendable(reader.Member.AccountId, ct);
        return new MailValues
        {
            { "points", Number.Of(points) }, { "counted", reader.Words.Count(points) }, { "end", points == 1 ? "ends" : "end" }, { "until", DateText.LongDay(Expiries.LastDay(notice.Until.Value, reader.Zone)) }, { "available", reader.Words.Count(available) },
            { "shared", reader.Member.HouseholdId is null ? null : "yes" },
            { "worth", available >= reader.Rules.Spending.Minimum ? money.Of(reader.Rules.Spending.Worth(available - available % reader.Rules.Spending.Step)) : null },
        };
    }

    // What the planner says: credits count only when the goods can no longer be sent back, so the day to buy is long before the day on which the tier ends.
    private async Task<MailValues> TierEnding(ClubNotice notice, ClubReader reader, CancellationToken ct)
    {
        var plan = (await plans.Run(notice.MemberId, null, ct))?.Plan;
        var keep = plan is null ? [] : KeepWords.Of(plan, reader.Member.Tier, reader.Rules.Ladder, money, clock.GetUtcNow().UtcDateTime, reader.Zone);
        return new MailValues
        {
            { "tier", reader.NameOf(reader.Member.Tier) }, { "below", reader.NameOf(reader.Rules.Ladder.Below(reader.Member.Tier)) }, { "until", DateText.LongDay(Expiries.LastDay(notice.Until!.Value, reader.Zone)) },
            { "planUrl", address.Of("account/club/plan") }, { "missing", keep.Count == 0 && notice.Number > 0 ? $"{Number.Of(notice.Number)} more tier {(notice.Number == 1 ? "credit has" : "credits have")}" : null },
            { "keep", keep.Count == 0 ? null : keep[0] }, { "more", keep.Count < 2 ? null : string.Join(' ', keep.Skip(1)) },
        };
    }

    private async Task<MailValues?> Statement(ClubNotice notice, ClubReader reader, CancellationToken ct)
    {
        var month = ClubTime.MonthAt(notice.Until!.Value.AddTicks(-1), reader.Zone);
        // Of a household only what happened since they came in; who came after the month reads of their own.
        var came = reader.Member.HouseholdId is { } household ? await db.HouseholdSeats.Where(s => s.MemberId == reader.Member.Id && s.HouseholdId == household && s.State == SeatState.In).Select(s => s.JoinedAt).SingleOrDefaultAsync(ct) : null;
        var shared = came < month.End;
        var account = came is not null && !shared && reader.Member.HomeAccountId is { } home ? home : reader.Member.AccountId;
        var from = shared && came > month.Start ? came.Value : month.Start;
        var moved = await db.PointsTransactions.AsNoTracking().Where(t => t.AccountId == account && t.At >= from && t.At < month.End)
            .SelectMany(t => t.Postings).Where(p => p.Unit == LedgerUnit.Points && (p.Book == Book.Available || p.Book == Book.Pending)).GroupBy(p => new { p.Book, In = p.Amount > 0 })
            .Select(g => new { g.Key.Book, g.Key.In, Points = g.Sum(p => p.Amount) }).ToListAsync(ct);
        long Of(Book book, bool more) => Math.Abs(moved.Where(m => m.Book == book && m.In == more).Sum(m => m.Points));
        return new MailValues
        {
            { "month", Period.LocalDay(month.Start, reader.Zone).ToString("MMMM yyyy", CultureInfo.InvariantCulture) }, { "earned", Number.Of(Of(Book.Pending, true)) }, { "released", Number.Of(Of(Book.Available, true)) },
            { "gone", Number.Of(Of(Book.Available, false)) }, { "opening", Number.Of(await BalanceAt(account, from, ct)) }, { "closing", Number.Of(await BalanceAt(account, month.End, ct)) },
            { "shared", shared ? "yes" : null }, { "available", reader.Words.Count(await Spendable(reader.Member.AccountId, ct)) }, { "statementUrl", address.Of("account/club/statement") },
        };
    }

    // As the statement counts it: entries are dated by what they tell.
    private async Task<long> BalanceAt(Guid accountId, DateTime at, CancellationToken ct) =>
        await db.PointsAccounts.Where(a => a.Id == accountId).Select(a => a.Available).SingleAsync(ct) - await db.PointsTransactions.Where(t => t.AccountId == accountId && t.At >= at).SumAsync(t => t.Moved ?? 0, ct);

    private async Task<long> Spendable(Guid accountId, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.PointsLots.Where(l => l.AccountId == accountId && l.ReleasedAt != null && l.Remaining > 0 && l.ExpiresAt > now).SumAsync(l => l.Remaining, ct);
    }
}
