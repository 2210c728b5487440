using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Ordering;
using Shop.Tests.Ordering;
using Shop.Tests.Wishes;
using Shop.Wishes;

namespace Shop.Tests.Races;

/// <summary>Twenty sign-ins at once from the same browser: its cart and its wishlist go over to the account once, and nobody sees an error.</summary>
public sealed class MergeRaces(ListeningShop shop) : IClassFixture<ListeningShop>
{
    private const int Many = 20;
    private static readonly int Times = Rounds.Or(2);

    [Fact]
    public async Task Cart_and_wishlist_are_merged_once()
    {
        var (mug, bowl, vase) = (await shop.Shown(Given.Product("Mug").Stocked(50)), await shop.Shown(Given.Product("Bowl").Stocked(50)), await shop.Shown(Given.Product("Vase").Stocked(50)));
        for (var round = 0; round < Times; round++)
        {
            var email = $"racer{round}@example.org";
            await shop.Account(email);
            if (round % 2 == 1) // an account that has something of its own, and one that has nothing
            {
                var before = await shop.SignedIn(email);
                await before.Add(await before.GetPage("/cart"), mug, "1");
                await before.Wish(mug);
            }
            var visitor = shop.Visitor();
            await visitor.Add(await visitor.GetPage("/cart"), mug, "2");
            await visitor.Add(await visitor.GetPage("/cart"), bowl, "3");
            await visitor.Wish(mug);
            await visitor.Wish(vase);

            var page = await visitor.GetPage("/account/sign-in");
            var request = await visitor.Written(page.Form("#sign-in"), ("Form.Email", email), ("Form.Password", People.Password));
            var answers = await RaceClient.AllAtOnce(shop.Address, [.. Enumerable.Repeat(request, Many)]);

            // Who asks so often is slowed down; nobody sees an error.
            Assert.All(answers, a => Assert.True(a.Status is 302 or 429, $"{a.Status}: {a.Text[..Math.Min(400, a.Text.Length)]}"));
            Assert.Contains(answers, a => a.Status == 302);
            var list = Assert.Single(await shop.ListsOf(email));
            Assert.Equal(new[] { mug.Id, vase.Id }.Order(), list.Items.Select(i => i.ProductId).Order());
            var carts = await shop.InDb(async db =>
            {
                var customer = await db.Set<Shop.Customers.Customer>().Where(c => c.Email == email).Select(c => c.Id).SingleAsync();
                return await db.Set<Cart>().AsNoTracking().Where(c => c.CustomerId == customer).ToListAsync();
            });
            Assert.Equal([2, 3], Assert.Single(carts).Items.Select(i => i.Quantity).Order());
            Assert.Equal(0, await shop.InDb(db => db.Set<Wishlist>().CountAsync(l => l.Print != null)));
        }
    }

    [Fact]
    public async Task Twenty_merges_of_one_cart_come_to_one()
    {
        var (mug, bowl) = (await shop.Shown(Given.Product("Mug").Stocked(50)), await shop.Shown(Given.Product("Bowl").Stocked(50)));
        for (var round = 0; round < Times * 2; round++)
        {
            var email = $"carts{round}@example.org";
            await shop.Account(email);
            var customer = await shop.InDb(db => db.Set<Shop.Customers.Customer>().Where(c => c.Email == email).Select(c => c.Id).SingleAsync());
            var guest = Cart.Open(null, shop.Clock.Now);
            guest.Add(mug.Variants[0].Id, 2, new(10_00), shop.Clock.Now);
            guest.Add(bowl.Variants[0].Id, 3, new(10_00), shop.Clock.Now);
            guest.UseCode($"RACE{round}", shop.Clock.Now);
            var own = Cart.Open(customer, shop.Clock.Now);
            own.Add(mug.Variants[0].Id, 5, new(10_00), shop.Clock.Now);
            await shop.InDb(db =>
            {
                db.Add(guest);
                if (round % 2 == 1) db.Add(own); // an account that has something of its own, and one that has nothing
                return db.SaveChangesAsync();
            });

            var merged = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Run(() => shop.With<MergeCarts, Guid?>(m => m.Run(guest.Id, customer, default)))));

            Assert.Equal(round % 2 == 1 ? own.Id : guest.Id, Assert.Single(merged.Distinct()));
            var cart = Assert.Single(await shop.InDb(db => db.Set<Cart>().AsNoTracking().Where(c => c.CustomerId == customer).ToListAsync()));
            Assert.Equal([(mug.Variants[0].Id, round % 2 == 1 ? 5 : 2), (bowl.Variants[0].Id, 3)], cart.Items.OrderBy(i => i.VariantId == bowl.Variants[0].Id).Select(i => (i.VariantId, i.Quantity)));
            Assert.Equal([$"RACE{round}"], cart.Codes.Select(c => c.Code));
            Assert.Equal(round % 2 == 1 ? 0 : 2, await shop.InDb(db => db.Set<Cart>().Where(c => c.Id == guest.Id).SelectMany(c => c.Items).CountAsync()));
        }
    }

    [Fact]
    public async Task Twenty_merges_of_one_list_come_to_one()
    {
        for (var round = 0; round < Times; round++)
        {
            var email = $"merger{round}@example.org";
            await shop.Account(email);
            var (mug, own) = (await shop.Shown(Given.Product("Mug")), await shop.Shown(Given.Product("Own")));
            var customer = await shop.InDb(db => db.Set<Shop.Customers.Customer>().Where(c => c.Email == email).Select(c => c.Id).SingleAsync());
            if (round % 2 == 1) await (await shop.SignedIn(email)).Wish(own);
            var visitor = shop.Visitor();
            await visitor.Wish(mug);
            await visitor.Wish(own);
            var print = Shop.Kernel.Secret.PrintOf(visitor.Cookies["__Host-wishlist"]);

            await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Run(() => shop.With<MergeWishes>(m => m.Run(print, customer, default)))));

            var list = Assert.Single(await shop.ListsOf(email));
            Assert.Equal(new[] { mug.Id, own.Id }.Order(), list.Items.Select(i => i.ProductId).Order());
        }
    }

    [Fact]
    public async Task Twenty_hearts_pressed_at_once_are_twenty_wishes()
    {
        var goods = new List<Shop.Catalog.Product>();
        for (var i = 0; i < Many; i++) goods.Add(await shop.Shown(Given.Product($"Wish {i}")));
        var visitor = shop.Visitor();
        await visitor.Wish(goods[0]);
        var requests = new List<byte[]>();
        foreach (var product in goods)
        {
            var form = (IHtmlFormElement)(await visitor.GetPage($"/p/{product.Slug}")).QuerySelector("form.marks")!;
            requests.Add(await visitor.Written(form, ("on", "true")));
        }
        var answers = await RaceClient.AllAtOnce(shop.Address, requests);
        Assert.All(answers, a => Assert.Equal(303, a.Status));
        Assert.Equal($"Wishlist, {Many} things", (await visitor.GetPage("/wishlist")).Wishes());
    }
}
