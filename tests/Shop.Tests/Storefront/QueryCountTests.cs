using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Crm;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;
using Shop.Wishes;

namespace Shop.Tests.Storefront;

/// <summary>How often a page asks the database does not depend on how much it lists.</summary>
public sealed class QueryCountTests
{
    private static readonly string[] Pages = ["/", "/shop", "/c/cups", "/c/cups?colour=moss&sort=price", "/search?q=cup", "/search/suggestions?q=cu", "/p/cup-1", "/p/cup-1?stars=5", "/categories", "/brands", "/brands/clay-house", "/sitemap.xml"];

    [Fact]
    public async Task Five_products_and_five_hundred_are_asked_for_alike()
    {
        var few = await Count(5);
        var many = await Count(500);
        Assert.Equal(few, many);
        Assert.All(many.Cold, queries => Assert.InRange(queries, 0, 25));
        Assert.All(many.Warm, queries => Assert.InRange(queries, 0, 3));
    }

    [Fact]
    public async Task A_customer_with_much_is_asked_for_like_one_with_little()
    {
        var few = await CountOwn(2);
        var many = await CountOwn(18);
        Assert.Equal(few, many);
        Assert.All(many.Select(page => page.Queries), queries => Assert.InRange(queries, 1, 20));
    }

    [Fact]
    public async Task Five_rules_and_five_hundred_are_asked_for_alike()
    {
        var few = await CountOwn(2, Campaigns(5));
        var many = await CountOwn(2, Campaigns(500));
        Assert.Equal(few, many);

        static ProgrammeRules Campaigns(int count) => new()
        {
            Earning = new EarningTerms
            {
                Campaigns = [.. Enumerable.Range(0, count).Select(i => new CampaignTerms { Name = $"Campaign {i}", From = TestClock.Opening.AddDays(-1), Until = TestClock.Opening.AddDays(300), Bonuses = [new BonusTerms { On = BonusOn.Product, Id = NewId.Next(), PointsEach = 1 }] })],
            },
            Ladder = new LadderTerms { Tiers = [new TierTerms { Tier = Tier.Member, Name = "Member", Benefits = new TierBenefits { PercentOffBasisPoints = 300, FreeDeliveryFrom = new Money(20_00), ReturnDays = 60 } }] },
        };
    }

    private const string Suggested = "/search/suggestions?q=cup";

    [Fact]
    public async Task What_comes_out_later_is_no_further_question()
    {
        var rules = new ProgrammeRules { Ladder = new LadderTerms { Tiers = [new TierTerms { Tier = Tier.Member, Name = "Member", Benefits = new TierBenefits { EarlyAccessHours = 48, EarlyAccessQuota = 2 } }] } };
        var (without, with) = (await CountOwn(2, rules), await CountOwn(2, rules, comes: true));
        Assert.Equal(without.Where(p => p.Page != Suggested), with.Where(p => p.Page != Suggested));
        Assert.InRange(with.Single(p => p.Page == Suggested).Queries, 1, 2); // a part without a header, which asks who is there only while something comes
    }

    // So many lines in the cart, and so many orders of so many lines each.
    private static async Task<List<(string Page, int Queries)>> CountOwn(int much, ProgrammeRules? rules = null, bool comes = false)
    {
        using var shop = new Counting();
        await shop.OpenClub((rules ?? new ProgrammeRules()) with { Gifts = new GiftTerms() });
        var user = await shop.Account("much@example.org");
        await shop.InDb(async db =>
        {
            var customer = await db.Customers.Where(c => c.UserId == user.Id).Select(c => c.Id).SingleAsync();
            var products = Enumerable.Range(1, much).Select(i => Given.Product($"Cup {i}").Put(db, shop.Clock.Now)).ToList();
            var cart = Cart.Open(customer, shop.Clock.Now);
            foreach (var product in products) cart.Add(product.Variants[0].Id, 1, new Money(10_00), shop.Clock.Now);
            db.Add(cart);
            var wishes = Wishlist.OfCustomer(customer, "My wishlist", shop.Clock.Now);
            foreach (var product in products) wishes.Add(product.Id, null, product.Name, new Money(10_00), shop.Clock.Now);
            db.Add(wishes);
            for (var i = 0; i < much; i++) db.Add(Order($"Q{i:000}", customer, products));
            var account = PointsAccount.Open();
            var member = Membership.Join(customer, account.Id, shop.Clock.Now);
            for (var i = 0; i < much; i++) account.Grant(new Entry($"much:{i}", member.Id, shop.Clock.Now, Actor.System), 10, shop.Clock.Now.AddDays(i + 1));
            db.AddRange(account, member);
            var rules = await db.RuleSets.Select(r => r.Id).FirstAsync();
            for (var i = 0; i < much; i++)
            {
                var friend = Customer.WithoutSignIn(CustomerOrigin.Web, $"friend{i}@example.net", $"Friend {i}", "NO", shop.Clock.Now);
                db.AddRange(friend, Referral.Of(member.Id, friend.Id, friend.Name, rules, shop.Clock.Now));
            }
            return await db.SaveChangesAsync();
        });
        var early = await shop.Have(Given.Product("Early cup").At("early-cup"));
        if (comes) await shop.ComesOut(early, shop.Clock.Now.AddHours(24), 5);
        await shop.Settle();
        var visitor = await shop.SignedIn("much@example.org");
        string[] pages = [Suggested, "/search?q=cup", "/p/early-cup", "/cart", "/wishlist", "/account", "/account/orders", "/account/orders/Q000", "/shop", "/", "/club", "/account/club", "/account/club/statement", "/account/club/statement/1", "/account/club/tier", "/account/club/plan", "/account/club/card", "/account/club/friends", "/account/club/rewards", "/account/club/vouchers", "/account/club/household", "/account/club/gift", "/account/details", "/account/addresses"];
        foreach (var page in pages) await visitor.GetPage(page);
        var counts = new List<(string, int)>();
        foreach (var page in pages) counts.Add((page, await shop.Count(() => visitor.Get(page))));
        return counts;
    }

    [Fact]
    public async Task What_is_kept_for_later_the_checkout_and_the_lists_of_the_desk_are_asked_for_alike()
    {
        var few = await CountKept(2);
        var many = await CountKept(18);
        Assert.Equal(few, many);
        Assert.All(many, page => Assert.InRange(page.Queries, 0, page.Page == "/backoffice" ? 35 : 20)); // its dozen figures are a question each
    }

    private static async Task<List<(string Page, int Queries)>> CountKept(int much)
    {
        using var shop = new Counting();
        await shop.OpenClub();
        var user = await shop.Account("keeps@example.org");
        await shop.Account("desk@example.org", Roles.Administrator);
        var cups = Given.Category("cups", "Cups");
        var shared = "";
        List<Guid> ids = [];
        await shop.InDb(async db =>
        {
            var customer = await db.Customers.Where(c => c.UserId == user.Id).Select(c => c.Id).SingleAsync();
            db.Add(cups);
            var products = Enumerable.Range(1, much).Select(i => Given.Product($"Cup {i}").At($"cup-{i}").In(cups).In("Colour", "Moss").Put(db, shop.Clock.Now)).ToList();
            ids = [.. products.Select(p => p.Id)];
            var cart = Cart.Open(customer, shop.Clock.Now);
            foreach (var product in products) cart.Add(product.Variants[0].Id, 1, new Money(10_00), shop.Clock.Now);
            cart.FillIn(draft => (draft.Email, draft.Delivery, draft.DeliveryMethod, draft.PaymentSeen) = ("keeps@example.org", Given.Address(), DeliveryMethods.Home, true), shop.Clock.Now);
            for (var i = 0; i < Math.Min(much, Cart.MaxCodes); i++) cart.UseCode($"NONE{i}", shop.Clock.Now);
            db.Add(cart);
            for (var i = 0; i < much; i++)
            {
                var list = Wishlist.OfCustomer(customer, $"List {i}", shop.Clock.Now);
                foreach (var product in products) list.Add(product.Id, null, product.Name, new Money(10_00), shop.Clock.Now);
                list.Share("For us");
                shared = list.ShareToken!;
                db.Add(list);
                var review = Review.Write(products[i].Id, customer, "Ida", "NO", 4, "Good", "Holds coffee.", true, shop.Clock.Now);
                if (i % 2 == 0) review.Approve(Actor.System, shop.Clock.Now);
                var notice = StockNotice.Ask(products[i].Id, products[i].Variants[0].Id, "keeps@example.org", shop.Clock.Now);
                notice.Confirm(customer, shop.Clock.Now);
                var promotion = Promotion.Of(new PromotionTerms($"Offer {i}", PromotionKind.PercentOff, shop.Clock.Now) { BasisPoints = 1000, NeedsCode = true }, shop.Clock.Now);
                db.AddRange(review, notice, promotion, PromotionCode.Of(promotion.Id, $"OFFER{i}"), Brand.Of($"maker-{i}", $"Maker {i}", "Oslo"), Given.Category($"shelf-{i}", $"Shelf {i}"),
                    ContactMessage.Write("Ida", "ida@example.org", ContactTopic.Other, null, "Hello", shop.Clock.Now), Order($"Q{i:000}", customer, products));
            }
            return await db.SaveChangesAsync();
        });
        await shop.Settle();
        var (visitor, desk) = (await shop.SignedIn("keeps@example.org"), await shop.SignedIn("desk@example.org"));
        visitor.SetCookie(CookieChoice.Cookie, CookieChoice.All);
        visitor.SetCookie(ProductCookie.Compared.Name, Written(ids.Take(ProductCookie.Compared.Most)));
        visitor.SetCookie(ProductCookie.Viewed.Name, Written(ids.Take(ProductCookie.Viewed.Most)));
        string[] pages =
        [
            "/compare", "/viewed", "/account/reviews", "/account/wishlists", "/account/stock-notices", $"/wishlist/shared/{shared}", "/checkout?step=contact", "/checkout?step=delivery", "/checkout?step=payment", "/checkout?step=review",
            "/backoffice", "/backoffice/orders", "/backoffice/orders/Q000", "/backoffice/products", "/backoffice/reviews", "/backoffice/messages", "/backoffice/promotions", "/backoffice/categories", "/backoffice/brands", "/backoffice/club", "/backoffice/club/points", "/backoffice/rewards", "/backoffice/rewards/claims", "/backoffice/referrals",
        ];
        Assert.Equal(Math.Min(much, 4), (await visitor.GetPage("/compare")).QuerySelectorAll(".compare-table th[scope=col]").Length); // what is counted is really shown
        Assert.Equal(Math.Min(much, 12), (await visitor.GetPage("/viewed")).QuerySelectorAll("main .product-card").Length);
        Assert.Contains("review", (await visitor.GetPage("/checkout?step=review")).Location.Search, StringComparison.Ordinal);
        var counts = new List<(string, int)>();
        foreach (var page in pages)
        {
            var who = page.StartsWith("/backoffice", StringComparison.Ordinal) ? desk : visitor;
            await who.GetPage(page);
            counts.Add((page.Contains("shared", StringComparison.Ordinal) ? "/wishlist/shared" : page, await shop.Count(() => who.Get(page))));
        }
        return counts;
    }

    private static string Written(IEnumerable<Guid> ids) => string.Concat(ids.Select(id => System.Buffers.Text.Base64Url.EncodeToString(id.ToByteArray())));

    private static Order Order(string number, Guid customer, IReadOnlyList<Product> products)
    {
        var lines = products.Select(p => new OrderLine(p.Id, p.Variants[0].Id, p.Variants[0].Sku, p.Name, null, null, 1, new Money(10_00), Money.Zero, 2500, new Money(2_00))).ToList();
        var (goods, vat) = (new Money(10_00 * lines.Count), new Money(2_00 * lines.Count + 1_00));
        return global::Shop.Ordering.Order.Place(new OrderRequest(number, customer, null, OrderChannel.Web, "much@example.org", null, Given.Address(), null, null, "EUR", lines, goods, Money.Zero, new Money(5_00), vat, goods + new Money(5_00),
            DeliveryMethods.Home, 2500, null, null, TestClock.Opening.AddMinutes(30), Actor.Guest("much@example.org")), TestClock.Opening);
    }

    // The first visit fills the showcase; the second is what most visitors get.
    private static async Task<Counts> Count(int products)
    {
        using var shop = new Counting();
        var cups = Given.Category("cups", "Cups");
        await shop.InDb(async db =>
        {
            var maker = Brand.Of("clay-house", "Clay house", "Oslo");
            db.AddRange(cups, maker, AttributeDefinition.Of("material", "Material", filterable: true, 0));
            await db.SaveChangesAsync();
            for (var i = 1; i <= products; i++) Given.Product($"Cup {i}").At($"cup-{i}").In(cups).By(maker).With("material", "Clay").In("Colour", i % 2 == 0 ? "Moss" : "Chalk").Put(db, shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        return new Counts(await shop.Visit(), await shop.Visit());
    }

    private sealed record Counts(EquatableList Cold, EquatableList Warm);

    private sealed class EquatableList(IEnumerable<int> items) : List<int>(items), IEquatable<EquatableList>
    {
        public bool Equals(EquatableList? other) => other is not null && this.SequenceEqual(other);

        public override bool Equals(object? obj) => Equals(obj as EquatableList);

        public override int GetHashCode() => Count;

        public override string ToString() => string.Join(", ", Pages.Zip(this, (page, count) => $"{page}: {count}"));
    }

    private sealed class Counting : ShopFactory
    {
        private readonly Counter _counter = new();

        protected override Dictionary<string, string?> Settings => new() { ["Search:PatienceMilliseconds"] = "30000" };

        protected override void Replace(IServiceCollection services) => services.ConfigureDbContext<ShopDb>(o => o.AddInterceptors(_counter));

        public async Task<int> Count(Func<Task<HttpResponseMessage>> visit)
        {
            _counter.Count = 0;
            (await visit()).EnsureSuccessStatusCode();
            return _counter.Count;
        }

        public async Task<EquatableList> Visit()
        {
            var counts = new List<int>();
            foreach (var page in Pages)
            {
                _counter.Count = 0;
                (await Visitor().Get(page)).EnsureSuccessStatusCode();
                counts.Add(_counter.Count);
            }
            return new EquatableList(counts);
        }
    }

    private sealed class Counter : DbCommandInterceptor
    {
        private int _count;

        public int Count
        {
            get => _count;
            set => _count = value;
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Interlocked.Increment(ref _count);
            return base.ReaderExecuting(command, eventData, result);
        }
    }
}
