using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Demo;

/// <summary>What the demo shop offers on the day it is made: one promotion of each kind, so that all of them can be tried.</summary>
internal static class DemoPromotions
{
    public static async Task Write(ShopDb db, DateTime morning, CancellationToken ct)
    {
        var glass = await db.Categories.Where(c => c.Slug == "glassware").Select(c => c.Id).SingleAsync(ct);
        var mugs = await db.Categories.Where(c => c.Slug == "mugs-cups").Select(c => c.Id).SingleAsync(ct);
        var soaps = await db.Products.Where(p => p.Slug.EndsWith("-soap")).OrderBy(p => p.Slug).Select(p => p.Id).ToListAsync(ct);

        Add(new PromotionTerms("Welcome", PromotionKind.PercentOff, morning.AddMonths(-6))
        {
            BasisPoints = 1_000, NeedsCode = true, FirstOrderOnly = true, LimitPerCustomer = 1, Priority = 20, Announcement = "10% off the first order of your account: WELCOME10",
        }, "WELCOME10");
        Add(new PromotionTerms("Glassware weeks", PromotionKind.PercentOff, morning.AddDays(-2))
        {
            BasisPoints = 2_000, EndsAt = morning.AddDays(12), NotOnReduced = true, Priority = 10, Announcement = "Glassware weeks: 20% off", Targets = [new PromotionTarget(PromotionTargetKind.Category, glass, false)],
        });
        Add(new PromotionTerms("Three soaps for two", PromotionKind.BuyXGetY, morning.AddDays(-20))
        {
            BasisPoints = 10_000, Buy = 2, Get = 1, EndsAt = morning.AddDays(40), Targets = [.. soaps.Select(id => new PromotionTarget(PromotionTargetKind.Product, id, false))],
        });
        Add(new PromotionTerms("Free delivery", PromotionKind.FreeDelivery, morning.AddDays(-5)) { Minimum = new Money(40_00), NeedsCode = true, EndsAt = morning.AddDays(60) }, "POSTFREE");
        Add(new PromotionTerms("Fifteen off", PromotionKind.AmountOff, morning.AddDays(-5)) { Amount = new Money(15_00), Minimum = new Money(100_00), NeedsCode = true, IsExclusive = true, Limit = 500, EndsAt = morning.AddDays(60) }, "FIFTEEN");
        Add(new PromotionTerms("Second mug at half price", PromotionKind.BuyXGetY, morning.AddDays(-5))
        {
            BasisPoints = 5_000, Buy = 1, Get = 1, NeedsCode = true, EndsAt = morning.AddDays(60), Targets = [new PromotionTarget(PromotionTargetKind.Category, mugs, false)],
        }, "MUGFORTWO");
        Add(new PromotionTerms("Midsummer", PromotionKind.PercentOff, morning.AddMonths(-5)) { BasisPoints = 1_500, NeedsCode = true, EndsAt = morning.AddMonths(-4) }, "MIDSUMMER");
        await db.SaveChangesAsync(ct);

        void Add(PromotionTerms terms, string? code = null)
        {
            var promotion = Promotion.Of(terms, terms.StartsAt);
            db.Add(promotion);
            if (code is not null) db.Add(PromotionCode.Of(promotion.Id, code));
        }
    }
}
