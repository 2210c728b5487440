using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Tests;

/// <summary>Promotions a test starts from.</summary>
internal static class Offers
{
    private static int _count;

    /// <summary>So many per cent off everything, with a code, running.</summary>
    public static PromotionTerms Percent(this TestClock clock, int percent, string name = "Some off") =>
        new(name, PromotionKind.PercentOff, clock.Now.AddDays(-1)) { BasisPoints = percent * 100, NeedsCode = true };

    /// <summary>Opens a promotion with a code of its own; the code is returned. With a limit the code itself is good for so many orders only.</summary>
    public static async Task<string> Offer(this ShopFactory shop, PromotionTerms terms, int? codeLimit = null)
    {
        var code = $"CODE{Interlocked.Increment(ref _count)}X";
        await shop.InDb(db =>
        {
            var promotion = Promotion.Of(terms, shop.Clock.Now);
            db.Add(promotion);
            if (terms.NeedsCode) db.Add(PromotionCode.Of(promotion.Id, code, codeLimit));
            return db.SaveChangesAsync();
        });
        return code;
    }

    public static Task<Promotion> PromotionOf(this ShopFactory shop, string code) =>
        shop.InDb(db => db.Promotions.AsNoTracking().SingleAsync(p => db.Set<PromotionCode>().Any(c => c.Code == code && c.PromotionId == p.Id)));

    public static Task<HttpResponseMessage> Enter(this Visitor visitor, AngleSharp.Html.Dom.IHtmlDocument page, string code) => visitor.Submit(page.Form("form[action$='/cart/codes']"), ("Code", code));
}
