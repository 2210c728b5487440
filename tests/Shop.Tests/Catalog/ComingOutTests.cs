using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Tests.Catalog;

/// <summary>When a product comes out: what staff may say, and who sees what in the memory of a node.</summary>
public sealed class ComingOutTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private static readonly DateTime Now = TestClock.Opening;

    [Fact]
    public void A_day_lies_ahead_and_a_quota_is_not_below_what_is_sold()
    {
        var product = Product.Draft("mug", "Mug");
        foreach (var (from, quota) in new (DateTime?, int?)[] { (Now, null), (Now.AddDays(-1), 3), (Now.AddYears(3), null), (null, 3), (Now.AddDays(1), 0), (Now.AddDays(1), Product.LargestEarlyQuota + 1) })
            Assert.Throws<RuleBroken>(() => product.ComeOut(from, quota, Now));
        product.ComeOut(Now.AddDays(1), 3, Now);
        Assert.Equal((Now.AddDays(1), 3), (product.PublicFrom, product.EarlyQuota));
        product.ComeOut(null, null, Now);
        Assert.Null(product.PublicFrom);
    }

    [Fact]
    public async Task Everybody_sees_one_memory_until_something_is_to_come_and_again_when_it_is_out()
    {
        var showcase = shop.Services.GetRequiredService<Showcase>();
        var (lamp, vase) = (await shop.Have(Given.Product("Lamp")), await shop.Have(Given.Product("Vase")));
        await shop.Tell();
        var before = await showcase.Now();
        Assert.Same(before, await showcase.Everything());
        Assert.Same(before, await showcase.Now(72, default));
        Assert.False(showcase.AnythingComes);

        await ComesOut(vase, shop.Clock.Now.AddHours(48));
        await ComesOut(lamp, shop.Clock.Now.AddHours(96));
        await Sees(0, lamp: false, vase: false);
        await Sees(24, lamp: false, vase: false);
        await Sees(72, lamp: false, vase: true);
        await Sees(96, lamp: true, vase: true);
        Assert.Same(await showcase.Now(), await showcase.Now(24, default)); // who sees the same shares one memory
        Assert.Same(await showcase.Now(72, default), await showcase.Now(72, default));

        shop.Clock.Advance(TimeSpan.FromHours(24));
        await Sees(0, lamp: false, vase: false);
        await Sees(24, lamp: false, vase: true);
        await Sees(72, lamp: true, vase: true);

        // A change elsewhere reaches each view.
        await shop.InDb(async db =>
        {
            (await db.Products.FindAsync(vase.Id))!.Reword("Vase, taller", "", "");
            return await db.SaveChangesAsync();
        });
        await shop.Tell();
        Assert.Equal("Vase, taller", (await showcase.Now(24, default)).Product(vase.Id)!.Name);

        shop.Clock.Advance(TimeSpan.FromHours(24));
        var outNow = await showcase.Now();
        Assert.True(outNow.Edition > before.Edition);
        Assert.Null(outNow.Product(vase.Id)!.PublicFrom);
        await Sees(0, lamp: false, vase: true);

        await shop.InDb(async db =>
        {
            (await db.Products.FindAsync(lamp.Id))!.ComeOut(null, null, shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        await shop.Tell();
        await Sees(0, lamp: true, vase: true);
        Assert.Same(await showcase.Now(), await showcase.Everything());

        async Task Sees(int hours, bool lamp, bool vase)
        {
            var shown = await showcase.Now(hours, default);
            Assert.Equal((lamp, vase), (shown.Product(lampId) is not null, shown.Product(vaseId) is not null));
            Assert.Equal(lamp, shown.Products.Any(p => p.Id == lampId));
        }
    }

    private Guid lampId, vaseId;

    private async Task ComesOut(Product product, DateTime from)
    {
        if (product.Name == "Lamp") lampId = product.Id;
        else vaseId = product.Id;
        await shop.ComesOut(product, from);
    }
}
