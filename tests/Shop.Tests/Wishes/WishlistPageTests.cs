using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Wishes;

namespace Shop.Tests.Wishes;

/// <summary>Wishlists over HTTP, without a script: hearts, lists, addresses for others, and the way into the cart.</summary>
public sealed class WishlistPageTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task A_visitor_puts_a_thing_on_the_list_takes_it_off_and_puts_it_back()
    {
        var mug = await shop.Shown(Given.Product("Wished mug"));
        var visitor = shop.Visitor();
        Assert.NotNull((await visitor.GetPage("/wishlist")).QuerySelector(".empty"));

        var page = await visitor.Wish(mug);
        Assert.Equal(("Wishlist, 1 thing", "Wished mug is on your wishlist."), (page.Wishes(), page.Text(".alert-success p")));
        Assert.EndsWith($"/p/{mug.Slug}", page.DocumentUri, StringComparison.Ordinal); // back where the heart is
        Assert.Equal("true", page.QuerySelector("#buy [data-mark=wish]")!.GetAttribute("aria-pressed"));

        await visitor.Wish(mug, on: false);
        page = await visitor.GetPage("/wishlist");
        Assert.Equal("Wishlist, 0 things", page.Wishes());
        page = await visitor.SubmitForPage(page.Form("form.alert")); // undo
        Assert.Equal("Wishlist, 1 thing", page.Wishes());
    }

    [Fact]
    public async Task The_form_of_a_thing_is_named_only_where_there_are_others()
    {
        var (scarf, shirt) = (await shop.Shown(Given.Product("Scarf").In("Size", "One size")), await shop.Shown(Given.Product("Shirt").In("Size", "Small").In("Size", "Large")));
        var visitor = shop.Visitor();
        await visitor.Wish(scarf, scarf.Variants[0].Id);
        await visitor.Wish(shirt, shirt.Variants[1].Id);
        var said = (await visitor.GetPage("/wishlist")).Text(".cart-lines");
        Assert.DoesNotContain("One size", said, StringComparison.Ordinal);
        Assert.Contains("Large", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secret_is_in_the_cookie_and_only_its_print_in_the_database()
    {
        var visitor = shop.Visitor();
        await visitor.Wish(await shop.Shown(Given.Product()));
        var secret = visitor.Cookies["__Host-wishlist"];
        Assert.Equal(1, await shop.InDb(db => db.Set<Wishlist>().CountAsync(l => l.Print == Secret.PrintOf(secret))));

        foreach (var forged in new[] { Secret.PrintOf(secret), "", "x", secret[..^1], Secret.New() })
        {
            var stranger = shop.Visitor();
            stranger.SetCookie("__Host-wishlist", forged);
            Assert.NotNull((await stranger.GetPage("/wishlist")).QuerySelector(".empty"));
        }
    }

    [Fact]
    public async Task Hearts_on_cards_show_each_visitor_their_own_and_nobody_elses()
    {
        var category = Given.Category($"hearts-{Guid.NewGuid():N}"[..20], "Hearts");
        await shop.InDb(db => { db.Add(category); return db.SaveChangesAsync(); });
        var (mine, other) = (await shop.Shown(Given.Product("Mine").In(category)), await shop.Shown(Given.Product("Other").In(category)));
        await shop.Settle();
        await shop.With<Shop.Catalog.Showcase>(s => s.Compare(default));
        var visitor = shop.Visitor();
        await visitor.Wish(mine);

        Assert.Equal("true", Heart(await visitor.GetPage($"/c/{category.Slug}"), mine.Id));
        Assert.Equal("false", Heart(await visitor.GetPage($"/c/{category.Slug}"), other.Id));
        Assert.Equal("true", Heart(await visitor.GetPage("/"), mine.Id));
        foreach (var path in new[] { $"/c/{category.Slug}", "/" })
        {
            var stranger = await shop.Visitor().GetPage(path);
            Assert.Empty(stranger.QuerySelectorAll("[aria-pressed=true][data-mark]"));
            Assert.Equal("Wishlist, 0 things", stranger.Wishes());
        }
        static string? Heart(IHtmlDocument page, Guid product) => page.QuerySelector($"[data-marks='{product}'] [data-mark=wish]")!.GetAttribute("aria-pressed");
    }

    [Fact]
    public async Task Htmx_hears_what_became_of_it_and_gets_the_new_count()
    {
        var mug = await shop.Shown(Given.Product("Pressed mug"));
        var visitor = shop.Visitor();
        var start = await visitor.GetPage($"/p/{mug.Slug}");
        visitor.Headers.Add("HX-Request", "true");
        var part = await visitor.Read(await visitor.Post("/wishlist/items", start, ("productId", mug.Id.ToString()), ("on", "true")), HttpStatusCode.OK);
        Assert.Equal(("wish", "true"), (part.QuerySelector("[data-marked]")!.GetAttribute("data-marked"), part.QuerySelector("[data-marked]")!.GetAttribute("data-on")));
        Assert.Equal("true", part.QuerySelector("#wishlist-link")!.GetAttribute("hx-swap-oob"));
        Assert.Equal("Wishlist, 1 thing", part.Wishes());

        var refused = await visitor.Read(await visitor.Post("/wishlist/items", start, ("productId", Guid.NewGuid().ToString()), ("on", "true")), HttpStatusCode.OK);
        Assert.Equal("false", refused.QuerySelector("[data-marked]")!.GetAttribute("data-on"));
        Assert.Contains("We do not have this any more.", refused.QuerySelector("template")!.GetAttribute("data-toast"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_can_be_had_moves_to_the_cart_and_the_page_says_what_could_not()
    {
        var (mug, gone) = (await shop.Shown(Given.Product("Ready mug").Stocked(3)), await shop.Shown(Given.Product("Gone jar").Stocked(0)));
        var two = await shop.Shown(Given.Product("Two jugs").In("Colour", "Moss").In("Colour", "Clay"));
        var visitor = shop.Visitor();
        foreach (var product in new[] { mug, gone, two }) await visitor.Wish(product);

        var page = await visitor.GetPage("/wishlist");
        page = await visitor.SubmitForPage(page.Form("form[action$='/cart'].mt-4, .cart-line form[action$='/cart']"));
        Assert.Contains("Ready mug is in your cart.", page.Text(".alert-success"), StringComparison.Ordinal);

        await visitor.Wish(mug);
        page = await visitor.GetPage("/wishlist");
        page = await visitor.SubmitForPage(page.Form("form[data-once][action$='/cart']:not(.cart-line form)"));
        Assert.Contains("Gone jar is sold out.", page.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Contains("Two jugs: choose which one first.", page.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal("Cart, 2 items", page.QuerySelector("#cart-link")!.GetAttribute("aria-label"));
        Assert.Equal("Wishlist, 2 things", page.Wishes());

        await visitor.Wish(two, two.Variants[1].Id); // chosen: it takes the place of “any”
        page = await visitor.GetPage("/wishlist");
        Assert.Equal("Wishlist, 2 things", page.Wishes());
        Assert.Contains("Clay", page.Text(".cart-lines"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_list_shows_others_its_things_and_the_chosen_heading_and_nothing_else()
    {
        await shop.Account("sharer@example.org");
        var owner = await shop.SignedIn("sharer@example.org");
        await owner.Wish(await shop.Shown(Given.Product("Shared mug")));
        var page = await owner.GetPage("/wishlist");
        page = await owner.SubmitForPage(page.Form("form[action$='/note']"), ("Note", "Size of my hand"));
        Assert.Contains("Size of my hand", page.Text(".wish-note"), StringComparison.Ordinal);
        page = await owner.SubmitForPage(page.Form("form[action$='/share']"), ("Heading", "Things for Ingeborg"));
        var address = new Uri(((IHtmlInputElement)page.QuerySelector("#share-address")!).Value).PathAndQuery;

        var seen = await shop.Visitor().GetPage(address);
        Assert.Equal("Things for Ingeborg", seen.Text("h1"));
        Assert.Contains("Shared mug", seen.Text("main"), StringComparison.Ordinal);
        foreach (var secret in new[] { "Size of my hand", "Ingrid", "Solberg", "sharer@example.org", "My wishlist" }) Assert.DoesNotContain(secret, seen.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var raw = await shop.Visitor().Get(address);
        Assert.Equal("noindex", raw.Headers.GetValues("X-Robots-Tag").Single());
        Assert.True(raw.Headers.CacheControl!.NoStore);

        page = await owner.SubmitForPage(page.Form("form[action$='/share/renew']"));
        var renewed = new Uri(((IHtmlInputElement)page.QuerySelector("#share-address")!).Value).PathAndQuery;
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get(address)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Get(renewed)).StatusCode);
        await owner.SubmitForPage(page.Form("form[action$='/share/stop']"));
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get(renewed)).StatusCode);
    }

    [Fact]
    public async Task A_customer_has_several_lists_by_name_and_moves_things_between_them()
    {
        await shop.Account("several@example.org");
        var me = await shop.SignedIn("several@example.org");
        await me.Wish(await shop.Shown(Given.Product("Moved mug")));
        var lists = await me.GetPage("/account/wishlists");
        var refused = await me.SubmitExpecting(HttpStatusCode.UnprocessableEntity, lists.Form("[name=Name]"), ("Name", "my WISHLIST"));
        Assert.Contains("already", refused.Text(".error-summary"), StringComparison.Ordinal);
        await me.SubmitExpecting(HttpStatusCode.UnprocessableEntity, lists.Form("[name=Name]"), ("Name", "  "));
        var cabin = await me.SubmitForPage(lists.Form("[name=Name]"), ("Name", "The cabin"));
        Assert.Equal("The cabin", cabin.Text("h1"));

        var first = await me.GetPage("/wishlist");
        var moved = await me.SubmitForPage(first.Form("form[action$='/move']"));
        Assert.NotNull(moved.QuerySelector(".empty"));
        var all = await shop.ListsOf("several@example.org");
        Assert.Equal([("My wishlist", 0), ("The cabin", 1)], all.Select(l => (l.Name, l.Items.Count)));

        var renamed = await me.SubmitForPage((await me.GetPage($"/wishlist/{all[1].Id}")).Form("form[action$='/name']"), ("Name", "The boat"));
        Assert.Equal("The boat", renamed.Text("h1"));
        Assert.Contains("already", (await me.SubmitExpecting(HttpStatusCode.UnprocessableEntity, renamed.Form("form[action$='/name']"), ("Name", "My wishlist"))).Text(".error-summary"), StringComparison.Ordinal);
        await me.SubmitForPage(renamed.Form("form[action$='/delete']"));
        Assert.Equal(["My wishlist"], (await shop.ListsOf("several@example.org")).Select(l => l.Name));
    }

    [Fact]
    public async Task Somebody_elses_list_does_not_exist()
    {
        var owner = shop.Visitor();
        await owner.Wish(await shop.Shown(Given.Product()));
        var page = await owner.GetPage("/wishlist");
        var list = page.Form("form[action$='/share']").Action.Split('/')[^2];
        var item = page.Form(".cart-line form[action$='/remove']").Action.Split('/')[^2];
        await shop.Account("curious@example.org");
        foreach (var stranger in new[] { shop.Visitor(), await shop.SignedIn("curious@example.org") })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/wishlist/{list}")).StatusCode);
            foreach (var step in new[] { "share", "share/renew", "share/stop", "delete", "cart", $"items/{item}/remove", $"items/{item}/note", $"items/{item}/cart", $"items/{item}/move" })
                Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"/wishlist/{list}/{step}", page, ("Note", "x"), ("to", list))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"/wishlist/{list}/name", page, ("Name", "Mine"))).StatusCode);
        }
        Assert.Equal("Wishlist, 1 thing", (await owner.GetPage("/wishlist")).Wishes());
    }

    [Fact]
    public async Task Signing_in_brings_the_list_along_and_the_old_cookie_opens_nothing()
    {
        await shop.Account("merging@example.org");
        var (both, mine, own) = (await shop.Shown(Given.Product("Both")), await shop.Shown(Given.Product("As a visitor")), await shop.Shown(Given.Product("As a customer")));
        var before = await shop.SignedIn("merging@example.org");
        await before.Wish(both);
        await before.Wish(own);
        var visitor = shop.Visitor();
        await visitor.Wish(both);
        await visitor.Wish(mine);
        var cookie = visitor.Cookies["__Host-wishlist"];

        await visitor.SignIn("merging@example.org");

        Assert.False(visitor.Cookies.ContainsKey("__Host-wishlist"));
        Assert.Equal("Wishlist, 3 things", (await visitor.GetPage("/wishlist")).Wishes());
        var stranger = shop.Visitor();
        stranger.SetCookie("__Host-wishlist", cookie);
        Assert.NotNull((await stranger.GetPage("/wishlist")).QuerySelector(".empty"));
    }

    [Fact]
    public async Task A_list_that_others_can_see_is_not_mixed_with_what_they_were_never_shown()
    {
        await shop.Account("discreet@example.org");
        var before = await shop.SignedIn("discreet@example.org");
        await before.Wish(await shop.Shown(Given.Product("Private thing")));
        var visitor = shop.Visitor();
        await visitor.Wish(await shop.Shown(Given.Product("Public thing")));
        var page = await visitor.SubmitForPage((await visitor.GetPage("/wishlist")).Form("form[action$='/share']"));
        var address = new Uri(((IHtmlInputElement)page.QuerySelector("#share-address")!).Value).PathAndQuery;

        await visitor.SignIn("discreet@example.org");

        var seen = (await shop.Visitor().GetPage(address)).Text("main");
        Assert.Contains("Public thing", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Private thing", seen, StringComparison.Ordinal);
        Assert.Equal(["My wishlist", "My wishlist 2"], (await shop.ListsOf("discreet@example.org")).Select(l => l.Name));
    }

    [Fact]
    public async Task A_visitors_list_is_forgotten_when_its_cookie_is()
    {
        var visitor = shop.Visitor();
        await visitor.Wish(await shop.Shown(Given.Product()));
        shop.Clock.Advance(Wishlist.KeptFor - TimeSpan.FromDays(1));
        await shop.RunJob<ForgetOldWishes>();
        Assert.Equal("Wishlist, 1 thing", (await visitor.GetPage("/wishlist")).Wishes());
        shop.Clock.Advance(TimeSpan.FromDays(3));
        await shop.RunJob<ForgetOldWishes>();
        Assert.Equal("Wishlist, 0 things", (await visitor.GetPage("/wishlist")).Wishes());
    }
}
