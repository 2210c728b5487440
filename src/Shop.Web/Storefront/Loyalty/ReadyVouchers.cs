using Microsoft.AspNetCore.Mvc;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>A member's own vouchers beside what they buy, each used by one press; those in the cart already are left out.</summary>
public sealed class ReadyVouchers(ClubNow now, CurrentMember member, MemberVouchers vouchers, ReadReferrals referrals, TimeProvider clock) : ViewComponent
{
    private const int Most = 3;

    public async Task<IViewComponentResult> InvokeAsync(PricedCart cart, CheckoutStep? step)
    {
        var (ct, at) = (HttpContext.RequestAborted, clock.GetUtcNow().UtcDateTime);
        if (HttpContext.User.IsViewed() || await now.Member(ct) is not { } me || await member.CustomerId(ct) is not { } customer) return Content("");
        var used = cart.Codes.Select(c => c.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // What gives a piece puts it into the cart first, which its own page does.
        // And what would change nothing is not offered.
        var ready = (await vouchers.Of(me.MemberId, customer, at, ct)).Where(v => v is { CanBeUsed: true, Code: not null, ProductId: null } && !(v.Minimum > cart.Quote.Subtotal) && !(v.Kind == RewardKind.FreeDelivery && cart.HasFreeDelivery)).Select(v => new ReadyVoucher(v.Name, v.Code!)).ToList();
        if (await referrals.VoucherOf(customer, ct) is { IsUsed: false } friends && !(friends.EndsAt <= at)) ready.Insert(0, new ReadyVoucher("A friend's welcome", friends.Code));
        return View("/Storefront/Loyalty/_ReadyVouchers.cshtml", new ReadyVouchersPart([.. ready.Where(v => !used.Contains(v.Code)).Take(Most)], step));
    }
}

/// <summary>A voucher that can be used now.</summary>
public sealed record ReadyVoucher(string Name, string Code);

/// <summary>Vouchers to offer.</summary>
/// <param name="Step">At which step of the checkout; null in the cart.</param>
public sealed record ReadyVouchersPart(IReadOnlyList<ReadyVoucher> All, CheckoutStep? Step);
