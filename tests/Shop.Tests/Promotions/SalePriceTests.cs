using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Promotions;
using Shop.Tests.Ordering;

namespace Shop.Tests.Promotions;

/// <summary>Promotions that everybody gets are in the prices themselves, and a price is called reduced only when it is.</summary>
public sealed class SalePriceTests : IDisposable
{
    private readonly ShopFactory _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task It_goes_onto_the_price_tags_and_off_again_and_the_old_prices_are_kept()
    {
        var (glass, bowls) = (Given.Category("glass", "Glass"), Given.Category("bowls", "Bowls", 1));
        await _shop.InDb(db => { db.AddRange(glass, bowls); return db.SaveChangesAsync(); });
        var carafe = await _shop.Have(Given.Product("Carafe").At("carafe").Priced(30_99).In(glass));
        var bowl = await _shop.Have(Given.Product("Bowl").Priced(20_00).In(bowls));
        var sale = new PromotionTerms("Glass", PromotionKind.PercentOff, _shop.Clock.Now.AddDays(1))
        {
            BasisPoints = 2_000, EndsAt = _shop.Clock.Now.AddDays(8), Targets = [new PromotionTarget(PromotionTargetKind.Category, glass.Id, false)],
        };
        await _shop.Offer(sale);
        await _shop.Offer(sale with { Name = "Less", BasisPoints = 500, Priority = 900 }); // the lowest price counts, not the highest priority
        await _shop.Settle();
        Assert.Equal((30_99, null), await Price(carafe));

        _shop.Clock.Advance(TimeSpan.FromDays(1));
        await _shop.Settle();
        Assert.Equal((24_79, 30_99L), await Price(carafe));
        Assert.Equal((20_00, null), await Price(bowl));
        var page = await _shop.Visitor().GetPage("/p/carafe");
        Assert.Equal("€24.79", page.Text("#buy .price-now .money"));
        Assert.Contains("Before €30.99", page.Text("#buy .price-old"), StringComparison.Ordinal);
        Assert.Contains("Lowest price of the 30 days before: €30.99", page.Text("#buy .price-note"), StringComparison.Ordinal);
        Assert.Equal("−20%", (await _shop.Visitor().GetPage("/c/glass")).Text(".product-card-badge"));
        var visitor = _shop.Visitor();
        await visitor.Add(await visitor.GetPage("/track"), carafe, "3");
        Assert.Equal("€74.37", (await visitor.GetPage("/cart")).Text(".cart-line-total .money")); // what the tag says, three times

        _shop.Clock.Advance(TimeSpan.FromDays(7));
        await _shop.Settle();
        Assert.Equal((30_99, null), await Price(carafe));
        Assert.Equal([30_99L, 24_79], await _shop.InDb(db => db.PastPrices.Where(p => p.VariantId == carafe.Variants[0].Id).OrderBy(p => p.Until).Select(p => p.Price.Minor).ToListAsync()));
    }

    [Fact]
    public async Task What_could_be_had_for_as_little_a_week_ago_is_not_called_reduced()
    {
        var mug = await _shop.Have(Given.Product("Mug").At("yo-yo").Priced(20_00));
        await Set(mug, 15_00);
        _shop.Clock.Advance(TimeSpan.FromDays(7));
        await Set(mug, 25_00);
        _shop.Clock.Advance(TimeSpan.FromDays(1));
        await Set(mug, 18_00, 25_00);
        await _shop.Settle();
        var page = await _shop.Visitor().GetPage("/p/yo-yo");
        Assert.Equal("€18.00", page.Text("#buy .price .money"));
        Assert.Null(page.QuerySelector("#buy .price-old"));

        // Lower than anything in the thirty days before: then it is, and the lowest of them is named.
        await Set(mug, 12_00, 25_00);
        await _shop.Settle();
        page = await _shop.Visitor().GetPage("/p/yo-yo");
        Assert.Contains("€25.00", page.Text("#buy .price-old"), StringComparison.Ordinal);
        Assert.Contains("€15.00", page.Text("#buy .price-note"), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_thirty_days_before_the_reduction_count()
    {
        var at = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
        PastPrice[] past = [new(Guid.Empty, new Money(5), at.AddDays(-31)), new(Guid.Empty, new Money(9), at.AddDays(-29)), new(Guid.Empty, new Money(12), at), new(Guid.Empty, new Money(1), at.AddDays(3))];
        Assert.Equal(9, PastPrice.LowestBefore(at, past)!.Value.Minor);
        Assert.Null(PastPrice.LowestBefore(at, past[..1]));
    }

    [Fact]
    public void An_old_price_beside_one_that_stays_is_compared_with_what_was_charged_until_then()
    {
        var now = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
        var variant = Product.Draft("mug", "Mug").AddVariant("M", new Money(120_00), []);
        variant.SetPrice(new Money(100_00), now.AddDays(-10));
        variant.SetPrice(new Money(100_00), now, new Money(130_00));
        Assert.Equal(now, variant.ReducedAt);
        Assert.Equal(100_00, PastPrice.LowestBefore(now, variant.PastPrices)!.Value.Minor);
    }

    [Fact]
    public void A_price_set_by_hand_ends_the_reduction_and_one_lowered_further_keeps_its_beginning()
    {
        var now = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
        var variant = Product.Draft("mug", "Mug").AddVariant("M", new Money(20_00), []);
        var sale = Guid.NewGuid();
        variant.ReduceTo(new Money(16_00), sale, now);
        variant.ReduceTo(new Money(15_00), sale, now.AddDays(1));
        Assert.Equal((now, 20_00, 20_00), (variant.ReducedAt, variant.CompareAt!.Value.Minor, variant.ListPrice!.Value.Minor));
        variant.SetPrice(new Money(30_00), now.AddDays(2));
        Assert.Equal((null, null, null), (variant.ReducedBy, variant.ReducedAt, variant.CompareAt));
        variant.EndReduction(now.AddDays(3));
        Assert.Equal(30_00, variant.Price.Minor);
        Assert.Throws<RuleBroken>(() => variant.ReduceTo(new Money(30_00), sale, now));
    }

    private Task<int> Set(Product product, long price, long? before = null) => _shop.InDb(async db =>
    {
        (await db.Variants.SingleAsync(v => v.Id == product.Variants[0].Id)).SetPrice(new Money(price), _shop.Clock.Now, before is { } b ? new Money(b) : null);
        return await db.SaveChangesAsync();
    });

    private Task<(long, long?)> Price(Product product) => _shop.InDb(async db =>
    {
        var variant = await db.Variants.AsNoTracking().SingleAsync(v => v.Id == product.Variants[0].Id);
        return (variant.Price.Minor, variant.CompareAt?.Minor);
    });
}
