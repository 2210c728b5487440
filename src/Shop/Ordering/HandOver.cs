using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Gives what one record of a person bought, sent back and has in the cart to another record of theirs, and back. Inside the caller's transaction; doing it again finds nothing.</summary>
public sealed class HandOver(ShopDb db)
{
    private const char Added = '+';

    /// <param name="mergeId">Where to note what went over, so that it can be undone; null where it never is.</param>
    public async Task Run(Guid from, Guid into, Guid? mergeId, DateTime now, CancellationToken ct)
    {
        await TakeCart(from, into, mergeId, now, ct); // first: an order that is being placed from it is there afterwards, or never will be
        var (orders, returns, requests, early) = (db.Orders, db.Returns, db.ReturnRequests, db.EarlySales);
        Note(MergedKind.Order, await orders.Where(o => o.CustomerId == from).Select(o => o.Id).ToListAsync(ct));
        await orders.Where(o => o.CustomerId == from).ExecuteUpdateAsync(o => o.SetProperty(x => x.CustomerId, into).SetProperty(x => x.Version, x => x.Version + 1), ct);
        Note(MergedKind.Return, await returns.Where(r => r.CustomerId == from).Select(r => r.Id).ToListAsync(ct));
        await returns.Where(r => r.CustomerId == from).ExecuteUpdateAsync(r => r.SetProperty(x => x.CustomerId, into).SetProperty(x => x.Version, x => x.Version + 1), ct);
        Note(MergedKind.ReturnRequest, await requests.Where(r => r.CustomerId == from).Select(r => r.Id).ToListAsync(ct));
        await requests.Where(r => r.CustomerId == from).ExecuteUpdateAsync(r => r.SetProperty(x => x.CustomerId, into).SetProperty(x => x.Version, x => x.Version + 1), ct);
        Note(MergedKind.EarlySale, await early.Where(s => s.CustomerId == from).Select(s => s.Id).ToListAsync(ct));
        await early.Where(s => s.CustomerId == from).ExecuteUpdateAsync(s => s.SetProperty(x => x.CustomerId, into), ct);
        await db.SaveChangesAsync(ct);

        void Note(MergedKind what, List<Guid> ids)
        {
            if (mergeId is { } merge) db.AddRange(ids.Select(id => MergedThing.Of(merge, what, id)));
        }
    }

    /// <summary>What went over goes back. What was bought since stays where it was bought.</summary>
    public async Task Undo(Guid from, Guid into, ILookup<MergedKind, MergedThing> things, DateTime now, CancellationToken ct)
    {
        var (orders, returns, requests, early) = (db.Orders, db.Returns, db.ReturnRequests, db.EarlySales);
        var went = Ids(MergedKind.Order);
        await orders.Where(o => went.Contains(o.Id) && o.CustomerId == into).ExecuteUpdateAsync(o => o.SetProperty(x => x.CustomerId, from).SetProperty(x => x.Version, x => x.Version + 1), ct);
        // What was sent back since belongs to the order it came from.
        await returns.Where(r => r.OrderId != null && went.Contains(r.OrderId.Value) && r.CustomerId == into).ExecuteUpdateAsync(r => r.SetProperty(x => x.CustomerId, from).SetProperty(x => x.Version, x => x.Version + 1), ct);
        await requests.Where(r => went.Contains(r.OrderId) && r.CustomerId == into).ExecuteUpdateAsync(r => r.SetProperty(x => x.CustomerId, from).SetProperty(x => x.Version, x => x.Version + 1), ct);
        var others = Ids(MergedKind.Return);
        await returns.Where(r => others.Contains(r.Id) && r.CustomerId == into).ExecuteUpdateAsync(r => r.SetProperty(x => x.CustomerId, from).SetProperty(x => x.Version, x => x.Version + 1), ct);
        var taken = Ids(MergedKind.EarlySale);
        await early.Where(s => taken.Contains(s.Id) && s.CustomerId == into).ExecuteUpdateAsync(s => s.SetProperty(x => x.CustomerId, from), ct);
        await GiveCartBack(from, into, things, now, ct);

        List<Guid> Ids(MergedKind what) => [.. things[what].Select(t => t.ThingId)];
    }

    private async Task TakeCart(Guid from, Guid into, Guid? mergeId, DateTime now, CancellationToken ct)
    {
        var carts = db.Carts;
        await carts.Where(c => c.CustomerId == from).ExecuteUpdateAsync(c => c.SetProperty(x => x.Version, x => x.Version), ct); // held
        foreach (var draft in await carts.Where(c => c.Desk != null && c.Desk.CustomerId == from).ToListAsync(ct))
        {
            draft.BeFor(into);
            if (mergeId is { } merge) db.Add(MergedThing.Of(merge, MergedKind.Draft, draft.Id));
        }
        if (await carts.SingleOrDefaultAsync(c => c.CustomerId == from, ct) is not { } theirs) return;
        if (await carts.SingleOrDefaultAsync(c => c.CustomerId == into, ct) is not { } own)
        {
            theirs.BelongTo(into);
            if (mergeId is { } moved) db.Add(MergedThing.Of(moved, MergedKind.Cart, theirs.Id));
            return;
        }
        var had = own.Items.Select(i => i.VariantId).ToHashSet();
        var went = theirs.Items.Select(i => (i.VariantId, i.Quantity)).ToList();
        own.TakeOver(theirs, now);
        if (mergeId is not { } id) return;
        db.AddRange(went.Select(i => MergedThing.Of(id, MergedKind.CartItem, i.VariantId, i.Quantity.ToString(CultureInfo.InvariantCulture) + (had.Contains(i.VariantId) ? "" : Added))));
    }

    private async Task GiveCartBack(Guid from, Guid into, ILookup<MergedKind, MergedThing> things, DateTime now, CancellationToken ct)
    {
        var carts = db.Carts;
        var drafts = things[MergedKind.Draft].Select(t => t.ThingId).ToList();
        foreach (var draft in await carts.Where(c => drafts.Contains(c.Id)).ToListAsync(ct)) draft.BeFor(from);
        await carts.Where(c => c.CustomerId == from || c.CustomerId == into).ExecuteUpdateAsync(c => c.SetProperty(x => x.Version, x => x.Version), ct); // held
        var own = await carts.SingleOrDefaultAsync(c => c.CustomerId == into, ct);
        var theirs = await carts.SingleOrDefaultAsync(c => c.CustomerId == from, ct);
        if (things[MergedKind.Cart].SingleOrDefault() is { } whole && theirs is null && own?.Id == whole.ThingId) own.BelongTo(from);
        else if (own is not null && things[MergedKind.CartItem].Any())
        {
            if (theirs is null) db.Add(theirs = Cart.Open(from, now));
            foreach (var thing in things[MergedKind.CartItem])
            {
                // What was bought or put away meanwhile is nobody's any more.
                if (own.Items.FirstOrDefault(i => i.VariantId == thing.ThingId) is not { } here) continue;
                var quantity = int.Parse(thing.Note!.TrimEnd(Added), CultureInfo.InvariantCulture);
                if (theirs.Items.All(i => i.VariantId != thing.ThingId)) theirs.Add(thing.ThingId, quantity, here.PriceSeen, now);
                if (thing.Note.EndsWith(Added) && here.Quantity == quantity) own.SetQuantity(thing.ThingId, 0, now);
            }
        }
        await db.SaveChangesAsync(ct);
    }
}
