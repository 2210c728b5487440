using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Wishes;

namespace Shop.Crm;

/// <summary>One thing that goes over, and what becomes of it.</summary>
public sealed record MergedLine(string What, string Becomes);

/// <summary>What a merge is, or would be.</summary>
/// <param name="Id">The merge; null for a preview.</param>
public sealed record MergeOutcome(Guid? Id, IReadOnlyList<MergedLine> Lines, MembersJoined Members);

/// <summary>What undoing it brings, or would bring.</summary>
/// <param name="Stays">What cannot go back, in sentences.</param>
public sealed record PartOutcome(IReadOnlyList<MergedLine> Lines, MembersParted Members, IReadOnlyList<string> Stays);

/// <summary>
/// Makes two records of one person one, in one transaction: everything goes over to the one that is kept, the other stays readable and points to it. A preview does it and takes it back.
/// Each thing that went over is written down, so that within a week exactly these go back.
/// </summary>
public sealed class MergeCustomers(ShopDb db, HandOver handOver, JoinMembers members, TimeProvider clock)
{
    /// <exception cref="RuleBroken">It cannot be done; the sentence says what has to happen first.</exception>
    public Task<MergeOutcome> Preview(Guid fromId, Guid intoId, Actor by, CancellationToken ct) => db.Retrying(() => Merge(fromId, intoId, "-", by, commit: false, ct), ct);

    /// <exception cref="RuleBroken">It cannot be done, or no reason was given.</exception>
    public Task<MergeOutcome> Run(Guid fromId, Guid intoId, string? reason, Actor by, CancellationToken ct) => db.Retrying(() => Merge(fromId, intoId, reason, by, commit: true, ct), ct);

    /// <exception cref="RuleBroken">It cannot be undone; the sentence says why.</exception>
    public Task<PartOutcome> PreviewUndo(Guid mergeId, Actor by, CancellationToken ct) => db.Retrying(() => Part(mergeId, "-", by, commit: false, ct), ct);

    /// <exception cref="RuleBroken">It cannot be undone, or no reason was given.</exception>
    public Task<PartOutcome> Undo(Guid mergeId, string? reason, Actor by, CancellationToken ct) => db.Retrying(() => Part(mergeId, reason, by, commit: true, ct), ct);

    private async Task<MergeOutcome> Merge(Guid fromId, Guid intoId, string? reason, Actor by, bool commit, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var (from, into) = await Hold(fromId, intoId, ct);
        if (commit && from.MergedIntoId == into.Id && await db.CustomerMerges.AsNoTracking().SingleOrDefaultAsync(m => m.FromId == fromId && m.IntoId == intoId && m.UndoneAt == null, ct) is { } told)
            return new MergeOutcome(told.Id, [], new MembersJoined(MembersWay.Nothing, null, 0, 0, Tier.Member, Tier.Member, 0));
        RefuseOwn(from, into, by);
        if (from.UserId is { } person && await db.Set<IdentityUserRole<Guid>>().AnyAsync(h => h.UserId == person, ct)) throw new RuleBroken("Who is to be merged works here. Keep that record instead, or take their roles first.");

        var before = from.GoInto(into);
        var merge = CustomerMerge.Of(fromId, intoId, before, reason, by, now);
        db.Add(merge);
        await db.SaveChangesAsync(ct); // frees the address and the sign-in
        into.TakeOver(from, before);
        if (before.SignInCloses)
        {
            var user = await db.AccountUsers.SingleAsync(u => u.Id == before.UserId, ct);
            if (!user.IsDisabled) user.MoveTo(into.Email!);
            await db.AccountSessions.Where(s => s.UserId == user.Id).ExecuteDeleteAsync(ct);
        }
        await db.SaveChangesAsync(ct);

        await handOver.Run(fromId, intoId, merge.Id, now, ct);
        var joined = await members.Join(merge.Id, fromId, intoId, by, now, ct);
        await TakeRest(merge.Id, from, into, ct);
        var settled = await members.Settle(merge.Id, intoId, joined, now, ct);
        await db.Likenesses.Where(l => l.OneId == fromId || l.OtherId == fromId).ExecuteDeleteAsync(ct);
        await db.SaveChangesAsync(ct);

        var outcome = new MergeOutcome(commit ? merge.Id : null, await Lines(merge.Id, before, into, ct), settled);
        if (commit) await transaction.CommitAsync(ct);
        else await transaction.RollbackAsync(ct);
        db.ChangeTracker.Clear();
        return outcome;
    }

    private async Task<PartOutcome> Part(Guid mergeId, string? reason, Actor by, bool commit, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var seen = await db.CustomerMerges.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mergeId, ct) ?? throw new RuleBroken("There is no such merge.");
        var (from, into) = await Hold(seen.FromId, seen.IntoId, ct);
        var merge = await db.CustomerMerges.SingleAsync(m => m.Id == mergeId, ct);
        await db.Entry(merge).ReloadAsync(ct); // as it is once nobody else can change it
        if (merge.UndoneAt is not null) return new PartOutcome([], new MembersParted(MembersWay.Nothing, 0, 0, 0), []); // told twice
        if (into.MergedIntoId is not null) throw new RuleBroken("The record that was kept was merged into another one since. Undo that first.");
        RefuseOwn(from, into, by);
        if (await db.CustomerMerges.AnyAsync(m => m.IntoId == seen.IntoId && m.Id != mergeId && m.UndoneAt == null && m.At > seen.At, ct)) throw new RuleBroken("Another record was merged into the kept one since. Undo that first.");
        merge.Undo(reason, by, now);

        var before = merge.ReadBefore();
        var things = (await db.MergedThings.AsNoTracking().Where(t => t.MergeId == mergeId).ToListAsync(ct)).ToLookup(t => t.What);
        var parted = await members.Part(mergeId, merge.FromId, merge.IntoId, merge.At, things, by, now, ct);
        var email = into.GiveBack(from, before);
        if (email is not null && email != before.Email && !before.SignInMoves) email = before.Email;
        if (email is not null && (await db.Customers.AnyAsync(c => c.Email == email && c.Id != from.Id && c.Id != into.Id, ct) || await db.AccountUsers.AnyAsync(u => u.Email == email && u.EmailConfirmed && u.Id != before.UserId, ct)))
            throw new RuleBroken($"Somebody else uses {email} by now: the record cannot come back with this address.");
        if (into.Email is { } own && await db.Customers.AnyAsync(c => c.Email == own && c.Id != from.Id && c.Id != into.Id, ct)) throw new RuleBroken($"Somebody else uses {own} by now: the kept record cannot have its address back.");
        await db.SaveChangesAsync(ct); // frees the address and the sign-in
        // Who refused letters after both had agreed is not asked to have meant only one of two records.
        from.ComeBack(before is { Consent: not null, IntoConsent: not null } && into.MarketingConsentAt is null ? before with { Consent = null } : before, email);
        if (before.SignInCloses && await db.AccountUsers.SingleOrDefaultAsync(u => u.Id == before.UserId, ct) is { MovedTo: not null } user) user.Enable();
        await db.SaveChangesAsync(ct);

        await handOver.Undo(from.Id, into.Id, things, now, ct);
        await GiveRestBack(from, into, things, ct);
        await db.SaveChangesAsync(ct);
        var stays = await Stays(merge, parted, things, ct);
        var outcome = new PartOutcome(Counted(things), parted, stays);
        if (commit) await transaction.CommitAsync(ct);
        else await transaction.RollbackAsync(ct);
        db.ChangeTracker.Clear();
        return outcome;
    }

    // What is somebody's own is given to them by others.
    private static void RefuseOwn(Customer from, Customer into, Actor by)
    {
        if (by.Id is { } me && (from.UserId == me || into.UserId == me)) throw new RuleBroken("One of the two records is your own: let a colleague do it.");
    }

    // A change of nothing holds both rows: two merges of one record come one after the other.
    private async Task<(Customer From, Customer Into)> Hold(Guid fromId, Guid intoId, CancellationToken ct)
    {
        foreach (var id in new[] { fromId, intoId }.Order()) await db.Customers.Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.Version, x => x.Version), ct);
        var found = await db.Customers.Where(c => c.Id == fromId || c.Id == intoId).ToDictionaryAsync(c => c.Id, ct);
        return found.TryGetValue(fromId, out var from) && found.TryGetValue(intoId, out var into) ? (from, into) : throw new RuleBroken("There is no such customer.");
    }

    private async Task TakeRest(Guid mergeId, Customer from, Customer into, CancellationToken ct)
    {
        var known = into.Addresses.Select(a => a.Address).ToHashSet();
        foreach (var address in from.Addresses.Where(a => !known.Contains(a.Address)).Take(Customer.MaxAddresses - into.Addresses.Count).ToList())
            db.Add(MergedThing.Of(mergeId, MergedKind.Address, into.AddAddress(address.Address with { }, address.Phone).Id));

        var notes = db.CustomerNotes;
        Note(MergedKind.Note, await notes.Where(n => n.CustomerId == from.Id).Select(n => n.Id).ToListAsync(ct));
        await notes.Where(n => n.CustomerId == from.Id).ExecuteUpdateAsync(n => n.SetProperty(x => x.CustomerId, into.Id), ct);

        var reviewed = await db.Reviews.Where(r => r.CustomerId == into.Id).Select(r => r.ProductId).ToListAsync(ct);
        foreach (var review in await db.Reviews.Where(r => r.CustomerId == from.Id).ToListAsync(ct))
        {
            // Both wrote about it: the other one stands, as nobody's.
            var both = reviewed.Contains(review.ProductId);
            review.BelongTo(both ? null : into.Id);
            db.Add(MergedThing.Of(mergeId, MergedKind.Review, review.Id, both ? "nobody" : null));
        }

        var names = await db.Wishlists.Where(l => l.CustomerId == into.Id).Select(l => l.NameKey).ToListAsync(ct);
        foreach (var list in await db.Wishlists.Where(l => l.CustomerId == from.Id).ToListAsync(ct))
        {
            db.Add(MergedThing.Of(mergeId, MergedKind.Wishlist, list.Id, list.Name));
            list.GoTo(into.Id, FreeName(list.Name, names));
            names.Add(list.NameKey);
        }

        // Whoever is kept keeps their adviser; one of the other record comes along where there is none.
        var advisers = db.Advisers;
        if (!await advisers.AnyAsync(a => a.CustomerId == into.Id, ct) && await advisers.Where(a => a.CustomerId == from.Id).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(ct) is { } adviser)
        {
            await advisers.Where(a => a.Id == adviser).ExecuteUpdateAsync(a => a.SetProperty(x => x.CustomerId, into.Id), ct);
            db.Add(MergedThing.Of(mergeId, MergedKind.Adviser, adviser));
        }

        var notices = db.StockNotices;
        Note(MergedKind.StockNotice, await notices.Where(n => n.CustomerId == from.Id).Select(n => n.Id).ToListAsync(ct));
        await notices.Where(n => n.CustomerId == from.Id).ExecuteUpdateAsync(n => n.SetProperty(x => x.CustomerId, into.Id), ct);
        await db.SaveChangesAsync(ct);

        void Note(MergedKind what, List<Guid> ids) => db.AddRange(ids.Select(id => MergedThing.Of(mergeId, what, id)));
    }

    private async Task GiveRestBack(Customer from, Customer into, ILookup<MergedKind, MergedThing> things, CancellationToken ct)
    {
        foreach (var address in Ids(MergedKind.Address).Where(id => into.Addresses.Any(a => a.Id == id))) into.RemoveAddress(address);
        var notes = Ids(MergedKind.Note);
        await db.CustomerNotes.Where(n => notes.Contains(n.Id)).ExecuteUpdateAsync(n => n.SetProperty(x => x.CustomerId, from.Id), ct);
        var reviews = Ids(MergedKind.Review);
        foreach (var review in await db.Reviews.Where(r => reviews.Contains(r.Id) && (r.CustomerId == into.Id || r.CustomerId == null)).ToListAsync(ct)) review.BelongTo(from.Id);
        var before = things[MergedKind.Wishlist].ToDictionary(t => t.ThingId, t => t.Note!);
        var lists = Ids(MergedKind.Wishlist);
        var names = await db.Wishlists.Where(l => l.CustomerId == from.Id).Select(l => l.NameKey).ToListAsync(ct);
        foreach (var list in await db.Wishlists.Where(l => lists.Contains(l.Id) && l.CustomerId == into.Id).ToListAsync(ct))
        {
            list.GoTo(from.Id, FreeName(before[list.Id], names));
            names.Add(list.NameKey);
        }
        var advisers = Ids(MergedKind.Adviser);
        await db.Advisers.Where(a => advisers.Contains(a.Id) && a.CustomerId == into.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.CustomerId, from.Id), ct);
        var notices = Ids(MergedKind.StockNotice);
        await db.StockNotices.Where(n => notices.Contains(n.Id) && n.CustomerId == into.Id).ExecuteUpdateAsync(n => n.SetProperty(x => x.CustomerId, from.Id), ct);

        List<Guid> Ids(MergedKind what) => [.. things[what].Select(t => t.ThingId)];
    }

    // “My wishlist” beside another “My wishlist” is “My wishlist 2”.
    private static string FreeName(string name, List<string> taken)
    {
        for (var number = 2; ; number++)
        {
            if (!taken.Contains(name.ToLowerInvariant())) return name;
            var tail = FormattableString.Invariant($" {number}");
            var stem = number == 2 ? name : name[..name.LastIndexOf(' ')];
            name = stem[..Math.Min(stem.Length, Wishlist.NameMaxLength - tail.Length)] + tail;
        }
    }

    private async Task<IReadOnlyList<MergedLine>> Lines(Guid mergeId, BeforeMerge before, Customer into, CancellationToken ct)
    {
        var things = (await db.MergedThings.AsNoTracking().Where(t => t.MergeId == mergeId).ToListAsync(ct)).ToLookup(t => t.What);
        List<MergedLine> lines =
        [
            new("E-mail", into.Email is not { } email ? "none is known" : before.Email is { } theirs && theirs != email ? $"{email}; {theirs} is not theirs any more" : before.SignInMoves && before.IntoEmail is { } own && own != email ? $"{email}; {own} is not theirs any more" : email),
            new("Sign-in", before switch
            {
                { SignInMoves: true } => $"with {into.Email}, as before",
                { SignInCloses: true } => $"with {into.Email}; {before.Email} signs in no more and is told so, and its open sessions end",
                { IntoUserId: not null } => $"with {into.Email}, as before",
                _ => "none, orders as a guest",
            }),
            new("Letters", (before.Consent, before.IntoConsent) switch
            {
                ({ }, { }) => "agreed: both records say so",
                ({ }, null) => "not agreed: only the record that goes agreed, and the stricter one counts",
                (null, { }) => "not agreed any more: the record that goes did not agree, and the stricter one counts",
                _ => "not agreed: neither record agreed",
            }),
        ];
        lines.AddRange(Counted(things));
        return lines;
    }

    private static List<MergedLine> Counted(ILookup<MergedKind, MergedThing> things)
    {
        var lines = new List<MergedLine>();
        Add("Orders", things[MergedKind.Order].Count());
        Add("Returns", things[MergedKind.Return].Select(t => t.ThingId).Concat(things[MergedKind.ReturnRequest].Select(t => t.ThingId)).Count());
        Add("Orders being made at the desk", things[MergedKind.Draft].Count());
        Add("Cart", things[MergedKind.CartItem].Count(), things[MergedKind.Cart].Any() ? "goes over as it is" : null);
        Add("Addresses", things[MergedKind.Address].Count());
        Add("Wishlists", things[MergedKind.Wishlist].Count());
        Add("Waiting for goods", things[MergedKind.StockNotice].Count());
        var both = things[MergedKind.Review].Count(t => t.Note is not null);
        Add("Reviews", things[MergedKind.Review].Count(), both == 0 ? null : $"{things[MergedKind.Review].Count() - both}; {both} more about what both reviewed {(both == 1 ? "is" : "are")} nobody's");
        Add("Notes", things[MergedKind.Note].Count());
        Add("Adviser", things[MergedKind.Adviser].Count());
        Add("Invitations", things[MergedKind.Advocate].Count() + things[MergedKind.Friend].Count());
        return lines;

        void Add(string what, int count, string? becomes = null)
        {
            if (count > 0 || becomes is not null) lines.Add(new(what, becomes ?? count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private async Task<IReadOnlyList<string>> Stays(CustomerMerge merge, MembersParted parted, ILookup<MergedKind, MergedThing> things, CancellationToken ct)
    {
        var stays = new List<string>();
        var went = things[MergedKind.Order].Select(t => t.ThingId).ToList();
        var since = await db.Orders.CountAsync(o => o.CustomerId == merge.IntoId && o.PlacedAt >= merge.At && !went.Contains(o.Id), ct);
        if (since > 0) stays.Add($"{(since == 1 ? "1 order" : $"{since:N0} orders")} placed since stay with the record that was kept.");
        if (parted.Came > parted.Back) stays.Add($"Of {parted.Came:N0} points that came over, {parted.Came - parted.Back:N0} were spent, expired or owed since: {parted.Back:N0} go back.");
        if (parted.TakenBack > 0) stays.Add($"{(parted.TakenBack == 1 ? "1 order gives" : $"{parted.TakenBack:N0} orders give")} back the points that the merge brought.");
        return stays;
    }
}
