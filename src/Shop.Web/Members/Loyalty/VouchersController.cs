using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Storefront.Loyalty;
using Shop.Web.Storefront.Ordering;

namespace Shop.Web.Members.Loyalty;

/// <summary>What a member took for points; an open voucher goes into the cart by one press.</summary>
[Route("account/club/vouchers")]
public sealed class VouchersController(ShopDb db, ClubTerms terms, ClubMemberReader reader, CurrentMember member, MemberVouchers vouchers, ReadReferrals referrals, CurrentCart current, ChangeCart change, UseCode use, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(Guid? taken, CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club || await reader.Read(club, ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        var customer = await member.RequiredCustomerId(ct);
        return View(new VouchersPage(club, await vouchers.Of(mine.Me.MemberId, customer, Now, ct), await referrals.VoucherOf(customer, ct), Now) { Taken = taken });
    }

    [HttpPost("{id:guid}/use")]
    public async Task<IActionResult> Update(Guid id, CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club || await reader.Read(club, ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        var customer = await member.RequiredCustomerId(ct);
        if (await vouchers.One(mine.Me.MemberId, id, customer, Now, ct) is not { } voucher) return NotFound();
        if (voucher is not { CanBeUsed: true, Code: { } code }) return Refuse("This voucher cannot be used any more, or is held by an order that is being paid.");
        if (voucher.ProductId is { } product && await PutIn(product, customer, ct) is { } reason) return Refuse(reason);
        if (await current.Id(ct) is not { } cart) return Refuse("Put something into the cart first. Then use the voucher here, or type its code in the cart.");
        switch (await use.Enter(cart, code, ct))
        {
            case UseCode.Done(_, var name):
                TempData["Notice"] = $"{name} counts.";
                return new SeeOther(Url.Content("~/cart"));
            case UseCode.Refused(var why):
                return Refuse(why);
            case var unknown:
                throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private SeeOther Refuse(string reason)
    {
        TempData["Warning"] = reason;
        return new SeeOther(Url.Content("~/account/club/vouchers"));
    }

    // What the voucher gives goes into the cart, unless some of it is there.
    private async Task<string?> PutIn(Guid product, Guid customer, CancellationToken ct)
    {
        var cart = await current.Id(ct);
        var levels = db.StockLevels;
        var articles = await db.Variants.AsNoTracking().Where(v => v.ProductId == product).OrderBy(v => v.Position).Select(v => new { v.Id, IsThere = levels.Any(l => l.VariantId == v.Id && l.OnHand > l.Reserved) }).ToListAsync(ct);
        var ids = articles.ConvertAll(a => a.Id);
        if (cart is { } open && await db.Carts.Where(c => c.Id == open).AnyAsync(c => c.Items.Any(i => ids.Contains(i.VariantId)), ct)) return null;
        if (articles.Find(a => a.IsThere) is not { } article) return "What it gives is sold out at the moment. The voucher stays yours.";
        switch (await change.Add(cart, customer, article.Id, 1, ct))
        {
            case ChangeCart.Done done:
                await current.Keep(done.CartId, ct);
                return null;
            case ChangeCart.Refused refused:
                return refused.Reason;
            case var unknown:
                throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }
}

/// <summary>All that a member took for points, and what came with an invitation.</summary>
/// <param name="Friend">What they got for coming by one; null for who came by themselves.</param>
public sealed record VouchersPage(Club Club, IReadOnlyList<Voucher> All, FriendsVoucher? Friend, DateTime Now)
{
    /// <summary>What was taken a moment ago.</summary>
    public Guid? Taken { get; init; }

    public (string Text, string Badge) FriendIs => RewardWords.Of(Friend!.IsUsed ? VoucherState.Used : Friend.EndsAt <= Now ? VoucherState.Expired : VoucherState.Open, RewardKind.AmountOff);
    public bool FriendIsOpen => Friend is { IsUsed: false } && !(Friend.EndsAt <= Now);
}
