using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What becomes of the club when two records of one person become one.</summary>
public enum MembersWay { Nothing, Moved, Joined }

/// <summary>How it came out.</summary>
/// <param name="Number">Of the membership that stays or moves.</param>
/// <param name="Came">How many points came over.</param>
/// <param name="Earned">How many begin to wait because orders of the other record turned out to be a member's.</param>
public sealed record MembersJoined(MembersWay Way, string? Number, long Came, long Earned, Tier TierBefore, Tier TierAfter, long Spendable);

/// <summary>What comes apart again.</summary>
/// <param name="Came">How many points had come over by the merge and since.</param>
/// <param name="Back">How many of them are left and go back.</param>
/// <param name="TakenBack">How many orders give back what they earned only because of the merge.</param>
public sealed record MembersParted(MembersWay Way, long Came, long Back, int TakenBack);

/// <summary>
/// Makes two places in the club one: with one member, their place goes over as it is; with two, the points that can be spent go over by the journal, what waits follows when it is free,
/// and the tier is judged by what was collected in both. Inside the caller's transaction, before and after the orders go over.
/// </summary>
public sealed class JoinMembers(ShopDb db, PointsLedger ledger, EarnForOrder earn, TakeBackEarned takeBack, StandMember stand)
{
    private const string SamePersonTwice = "Both are the same person";

    private static readonly ReferralState[] Unsettled = [ReferralState.Joined, ReferralState.Ordered, ReferralState.Review];

    /// <exception cref="RuleBroken">It has to be sorted out first.</exception>
    public async Task<(MembersWay Way, long Came, Tier Before)> Join(Guid mergeId, Guid from, Guid into, Actor by, DateTime now, CancellationToken ct)
    {
        var gone = await db.Memberships.SingleOrDefaultAsync(m => m.CustomerId == from, ct);
        var kept = await db.Memberships.SingleOrDefaultAsync(m => m.CustomerId == into, ct);
        await HandFriendOver(mergeId, from, into, gone, kept, now, ct);
        if (gone is not { State: MembershipState.Active }) return (MembersWay.Nothing, 0, kept?.Tier ?? Tier.Member);
        if (kept is { State: MembershipState.Left }) throw new RuleBroken("The record to be kept left the club, the other one is in it. Keep the other one instead.");
        if (kept is null)
        {
            await PointsLedger.Hold(db, gone.AccountId, ct);
            gone.GoWith(into);
            db.Add(MergedThing.Of(mergeId, MergedKind.Membership, gone.Id));
            await db.SaveChangesAsync(ct);
            return (MembersWay.Moved, 0, gone.Tier);
        }

        if (gone.HouseholdId is not null) throw new RuleBroken("The record to be merged shares its points with a household. Keep that one, or let them leave the household first.");
        if (await db.Corrections.AnyAsync(c => c.MemberId == gone.Id && c.State == CorrectionState.Waiting, ct)) throw new RuleBroken("Something by hand waits to be agreed to for the record to be merged. Decide it first.");
        var (left, here) = await ledger.OpenBoth(gone.AccountId, kept.AccountId, ct);
        if (await db.Memberships.CountAsync(m => m.State == MembershipState.Active && (m.Id == gone.Id && m.AccountId == left.Id && m.HouseholdId == null || m.Id == kept.Id && m.AccountId == here.Id), ct) != 2)
            throw new DbUpdateConcurrencyException("One of them went over to another account, or left: look again.");
        var came = left.SpendableAt(now);
        if (came > 0) CarryPoints.Between(SourceOf(mergeId), (left, gone.Id), (here, kept.Id), came, by, "Went over to your other membership", "Came from your other membership", now);
        gone.MergeInto(kept.Id);
        db.Add(MergedThing.Of(mergeId, MergedKind.Member, gone.Id));
        foreach (var seat in await db.HouseholdSeats.Where(s => s.MemberId == gone.Id && (s.State == SeatState.Invited || s.State == SeatState.Accepted)).ToListAsync(ct)) seat.Leave(now);
        foreach (var other in await db.Memberships.Where(m => m.MergedIntoId == gone.Id && m.Id != kept.Id).ToListAsync(ct))
        {
            other.PointTo(kept.Id);
            db.Add(MergedThing.Of(mergeId, MergedKind.Absorbed, other.Id));
        }
        foreach (var friend in await db.Referrals.Where(r => r.AdvocateId == gone.Id && Unsettled.Contains(r.State)).ToListAsync(ct))
        {
            friend.GoTo(kept.Id);
            db.Add(MergedThing.Of(mergeId, MergedKind.Advocate, friend.Id));
        }
        var before = kept.Tier;
        await db.SaveChangesAsync(ct);
        return (MembersWay.Joined, came, before);
    }

    /// <summary>After the orders went over: those that turn out to be a member's earn, and the tier follows.</summary>
    public async Task<MembersJoined> Settle(Guid mergeId, Guid into, (MembersWay Way, long Came, Tier Before) joined, DateTime now, CancellationToken ct)
    {
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.CustomerId == into && m.State == MembershipState.Active, ct) is not { } member) return new(joined.Way, null, 0, 0, Tier.Member, Tier.Member, 0);
        var account = await ledger.Open(member.AccountId, ct);
        var waited = account.Pending;
        var earned = await earn.Those(into, null, ct);
        db.AddRange(earned.Select(o => MergedThing.Of(mergeId, MergedKind.Earned, o)));
        await db.SaveChangesAsync(ct);
        await stand.TakePast(member.Id, now, ct);
        var after = await db.Memberships.AsNoTracking().Where(m => m.Id == member.Id).Select(m => m.Tier).SingleAsync(ct);
        return new(joined.Way, member.Number, joined.Came, Math.Max(0, account.Pending - waited), joined.Before, after, account.SpendableAt(now));
    }

    /// <summary>Before the orders go back: memberships, points and invitations come apart. What was spent since is not there to go back, and nothing is made up for it.</summary>
    public async Task<MembersParted> Part(Guid mergeId, Guid from, Guid into, DateTime mergedAt, ILookup<MergedKind, MergedThing> things, Actor by, DateTime now, CancellationToken ct)
    {
        var back = 0;
        foreach (var order in things[MergedKind.Earned])
            if ((await takeBack.Run(order.ThingId, $"{SourceOf(mergeId)}:undone:{order.ThingId}", "The records were parted again", null, ct)).Count > 0) back++;

        await GiveFriendBack(from, into, things, ct);
        if (things[MergedKind.Membership].SingleOrDefault() is { } moved)
        {
            var member = await db.Memberships.SingleAsync(m => m.Id == moved.ThingId, ct);
            await PointsLedger.Hold(db, member.AccountId, ct);
            if (member.CustomerId != into) throw new RuleBroken("The membership that came over is not here any more.");
            member.GoWith(from);
            await db.SaveChangesAsync(ct);
            if (member.State == MembershipState.Active) await stand.Run(member.Id, now, ct);
            return new(MembersWay.Moved, 0, 0, back);
        }
        if (things[MergedKind.Member].SingleOrDefault() is not { } merged) return new(MembersWay.Nothing, 0, 0, back);

        var gone = await db.Memberships.SingleAsync(m => m.Id == merged.ThingId, ct);
        var kept = await db.Memberships.SingleAsync(m => m.CustomerId == into, ct);
        if (gone.MergedIntoId != kept.Id) throw new RuleBroken("The memberships came apart already.");
        var (theirs, here) = await ledger.OpenBoth(gone.AccountId, kept.AccountId, ct);
        if (!await db.Memberships.AnyAsync(m => m.Id == kept.Id && m.AccountId == here.Id, ct)) throw new DbUpdateConcurrencyException("They went over to another account: look again.");
        var (came, lots) = await CameFrom(theirs.Id, gone.Id, mergedAt, ct);
        var left = Math.Min(here.Lots.Where(l => lots.Contains(l.Id) && l.IsSpendable(now)).Sum(l => l.Remaining), here.SpendableAt(now));
        gone.ComeBack();
        if (left > 0) CarryPoints.Between($"{SourceOf(mergeId)}:undone", (here, kept.Id), (theirs, gone.Id), left, by, "Went back to the other membership", "Came back from the other membership", now);
        var pointers = things[MergedKind.Absorbed].Select(t => t.ThingId).ToList();
        foreach (var other in await db.Memberships.Where(m => pointers.Contains(m.Id) && m.MergedIntoId == kept.Id).ToListAsync(ct)) other.PointTo(gone.Id);
        var friends = things[MergedKind.Advocate].Select(t => t.ThingId).ToList();
        foreach (var friend in await db.Referrals.Where(r => friends.Contains(r.Id) && r.AdvocateId == kept.Id && Unsettled.Contains(r.State)).ToListAsync(ct)) friend.GoTo(gone.Id);
        await db.SaveChangesAsync(ct);
        await stand.Run([.. new[] { gone, kept }.Where(m => m.State == MembershipState.Active).Select(m => m.Id)], now, ct);
        return new(MembersWay.Joined, came, left, back);
    }

    private static string SourceOf(Guid mergeId) => $"merge:{mergeId}";

    // By the merge, and what became free and followed since.
    private async Task<(long Points, HashSet<Guid> Lots)> CameFrom(Guid accountId, Guid memberId, DateTime since, CancellationToken ct)
    {
        var sent = await db.PointsTransactions.Where(t => t.AccountId == accountId && t.MemberId == memberId && t.Kind == PointsMove.Sent && t.At >= since).Select(t => t.SourceKey).ToListAsync(ct);
        var keys = sent.Where(k => k.EndsWith(CarryPoints.Sent, StringComparison.Ordinal)).Select(k => k[..^CarryPoints.Sent.Length] + CarryPoints.Received).ToList();
        var received = await db.PointsTransactions.AsNoTracking().Where(t => keys.Contains(t.SourceKey)).ToListAsync(ct);
        var postings = received.SelectMany(t => t.Postings).Where(p => p is { Unit: LedgerUnit.Points, LotId: not null, Amount: > 0 }).ToList();
        return (postings.Sum(p => p.Amount), [.. postings.Select(p => p.LotId!.Value)]);
    }

    // Nobody invites themselves; and whoever was invited under one record was invited.
    private async Task HandFriendOver(Guid mergeId, Guid from, Guid into, Membership? gone, Membership? kept, DateTime now, CancellationToken ct)
    {
        Guid?[] places = [gone?.Id, kept?.Id];
        Guid[] people = [from, into];
        foreach (var own in await db.Referrals.Where(r => people.Contains(r.FriendCustomerId) && places.Contains(r.AdvocateId) && Unsettled.Contains(r.State)).ToListAsync(ct)) own.Refuse(SamePersonTwice, now);
        if (await db.Referrals.SingleOrDefaultAsync(r => r.FriendCustomerId == from, ct) is not { } friend || places.Contains(friend.AdvocateId) || await db.Referrals.AnyAsync(r => r.FriendCustomerId == into, ct)) return;
        friend.IsOf(into);
        db.Add(MergedThing.Of(mergeId, MergedKind.Friend, friend.Id));
    }

    private async Task GiveFriendBack(Guid from, Guid into, ILookup<MergedKind, MergedThing> things, CancellationToken ct)
    {
        var ids = things[MergedKind.Friend].Select(t => t.ThingId).ToList();
        foreach (var friend in await db.Referrals.Where(r => ids.Contains(r.Id) && r.FriendCustomerId == into).ToListAsync(ct)) friend.IsOf(from);
        await db.SaveChangesAsync(ct);
    }
}
