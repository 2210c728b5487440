using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Takes a customer into the club: once, from however many windows it is asked, and with one welcome in a lifetime.</summary>
public sealed class JoinClub(ShopDb db, RuleBook rules, PointsLedger ledger, FollowReferrals referrals, TimeProvider clock)
{
    public const string Reason = "Welcome to the club";

    public abstract record Outcome;

    /// <param name="Points">The welcome; none for who had it before.</param>
    /// <param name="Voucher">The code of the voucher for who was invited.</param>
    public sealed record Joined(long Points, string? Voucher = null) : Outcome;
    public sealed record WasMember : Outcome;
    public sealed record NoClub : Outcome;

    /// <param name="invitedBy">The code of the invitation they follow.</param>
    public async Task<Outcome> Run(Guid customerId, CancellationToken ct, string? invitedBy = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await rules.At(now, ct) is not { } terms) return new NoClub();
        return await db.Retrying(() => Join(customerId, invitedBy, terms, now, ct), ct);
    }

    private async Task<Outcome> Join(Guid customerId, string? invitedBy, PublishedRules terms, DateTime now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var member = await db.Memberships.SingleOrDefaultAsync(m => m.CustomerId == customerId, ct);
        if (member is { State: MembershipState.Active }) return new WasMember();

        PointsAccount account;
        string? voucher = null;
        if (member is null)
        {
            account = PointsAccount.Open();
            member = Membership.Join(customerId, account.Id, now);
            db.Add(account);
            db.Add(member);
            voucher = (await referrals.Accept(member, invitedBy, terms, now, ct))?.Voucher;
        }
        else
        {
            account = await ledger.Open(member.AccountId, ct);
            member.JoinAgain(now);
        }
        var points = await Welcome(member, account, terms, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new Joined(points, voucher);
    }

    private async Task<long> Welcome(Membership member, PointsAccount account, PublishedRules terms, DateTime now, CancellationToken ct)
    {
        var key = DeedSteps.Joined(member.Id);
        if (terms.Rules.Earning.For(Deed.Join) is not { } deed || deed.Points + deed.Credits <= 0 || await ledger.Knows(key, ct)) return 0;
        var name = await db.Customers.Where(c => c.Id == member.CustomerId).Select(c => c.Name).SingleAsync(ct);
        DeedSteps.Give(account, member, Deed.Join, key, Reason, now, Actor.Customer(member.CustomerId, name), terms);
        return deed.Points;
    }
}
