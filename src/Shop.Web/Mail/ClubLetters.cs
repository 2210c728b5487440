using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Ordering;
using Shop.Web.Html;

namespace Shop.Web.Mail;

/// <summary>Tells members by mail what happens in the club. They asked to be in it, so these are letters about their membership and no advertising; who left gets none.</summary>
public sealed class ClubLetters(MailWriter mail, RuleBook rules, ShopDb db, ShopAddress address, MoneyText money, TimeProvider clock)
    : IWhen<MemberJoined>, IWhen<PointsReleased>, IWhen<TierChanged>
{
    public Task Handle(MemberJoined happened, CancellationToken ct) => Write("club-welcome", happened.MemberId, $"{happened.MemberId:N}:{clock.GetUtcNow():yyyyMMdd}", async reader =>
    {
        var spending = reader.Rules.Spending;
        var gift = await Spendable(reader.Member.AccountId, ct);
        return new MailValues
        {
            { "number", reader.Member.Number }, { "gift", gift > 0 ? Number.Of(gift) : null },
            { "earning", $"You earn {Number.Of(reader.Rules.Earning.Points.Points)} {(reader.Rules.Earning.Points.Points == 1 ? "point" : "points")} for each {money.Whole(new Money(reader.Rules.Earning.Points.PerMinor))} you spend." },
            { "spending", $"{Number.Of(spending.Step)} points pay {money.Whole(spending.Worth(spending.Step))} of an order." },
        };
    }, ct);

    public Task Handle(PointsReleased happened, CancellationToken ct) => Write("points-released", happened.MemberId, $"{happened.LotId:N}", async reader =>
    {
        if (happened.OrderId is not { } id || await db.Orders.Where(o => o.Id == id).Select(o => o.Number).SingleOrDefaultAsync(ct) is not { } number) return null;
        var available = await Spendable(reader.Member.AccountId, ct);
        return new MailValues
        {
            { "number", number }, { "points", Number.Of(happened.Points) }, { "until", DateText.LongDay(Expiries.LastDay(happened.ExpiresAt, reader.Zone)) },
            { "available", Number.Of(available) }, { "worth", money.Of(reader.Rules.Spending.Worth(available - available % reader.Rules.Spending.Step)) },
        };
    }, ct);

    public async Task Handle(TierChanged happened, CancellationToken ct)
    {
        var change = await db.TierChanges.AsNoTracking().Where(c => c.MemberId == happened.MemberId && c.To == happened.To).OrderByDescending(c => c.Number).FirstOrDefaultAsync(ct);
        if (change is null) return;
        await Write("tier-changed", happened.MemberId, $"{change.Id:N}", reader => Task.FromResult<MailValues?>(new MailValues
        {
            { "tier", TierWords.Name(change.To) }, { "reason", change.Reason }, { "validUntil", change.ValidUntil is { } until ? DateText.LongDay(Expiries.LastDay(until, reader.Zone)) : null },
            { "heading", change.To > change.From ? $"You are {TierWords.Name(change.To)} now" : $"Your tier is {TierWords.Name(change.To)} now" },
        }), ct);
    }

    private async Task Write(string template, Guid memberId, string news, Func<Reader, Task<MailValues?>> values, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == memberId && m.State == MembershipState.Active, ct) is not { } member) return;
        var customer = await db.Customers.Where(c => c.Id == member.CustomerId).Select(c => new { c.Name, c.Email }).SingleAsync(ct);
        if (customer.Email is not { } email || await rules.At(now, ct) is not { } published || await rules.Programme(ct) is not { } club) return;
        if (await values(new Reader(member, published.Rules, published.Zone)) is not { } filled) return;
        filled.Add("name", customer.Name);
        filled.Add("club", club.Name);
        filled.Add("clubUrl", address.Of("account/club"));
        await mail.Write(template, email, filled, $"{template}:{news}", now, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task<long> Spendable(Guid accountId, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.PointsLots.Where(l => l.AccountId == accountId && l.ReleasedAt != null && l.Remaining > 0 && l.ExpiresAt > now).SumAsync(l => l.Remaining, ct);
    }

    private sealed record Reader(Membership Member, ProgrammeRules Rules, TimeZoneInfo Zone);
}
