using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Catalog.Photos;
using Shop.Customers;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Storefront;

/// <summary>A shop with one person at the desk.</summary>
public class ReviewShop : ShopFactory
{
    protected override Dictionary<string, string?> Settings => new() { ["Reviews:OnlyBuyers"] = "false" }; // what happens to a review does not depend on it

    private Visitor? _staff;

    public PhotoShelf Shelf => (PhotoShelf)Services.GetService(typeof(PhotoShelf))!;

    /// <summary>Puts a product on the shelf, for everybody to see.</summary>
    public async Task<Product> Sell(ProductBuilder product)
    {
        var sold = await Have(product);
        await Tell();
        return sold;
    }

    public async Task<(Visitor Visitor, Guid Customer)> Person(string email)
    {
        var user = await this.Account(email);
        return (await this.SignedIn(email), await InDb(db => db.Customers.Where(c => c.UserId == user.Id).Select(c => c.Id).SingleAsync()));
    }

    public async Task<Visitor> Staff()
    {
        if (_staff is not null) return _staff;
        await this.Account("desk@example.org", Roles.Staff);
        return _staff = await this.SignedIn("desk@example.org");
    }

    public async Task Write(Visitor author, string slug, int stars, string text, IReadOnlyList<(string, byte[], string)>? photos = null, params (string, string)[] more)
    {
        var form = (await author.GetPage($"/account/reviews/{slug}")).Form("#review-form");
        var answer = await author.Upload(form, photos ?? [], [("Form.Rating", stars.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Form.Text", text), .. more]);
        Assert.Contains("Thank you.", (await author.Read(await author.Follow(answer), HttpStatusCode.OK)).Text("main"), StringComparison.Ordinal);
        await Tell();
    }

    public async Task Judge(Visitor staff, Guid product, string step, params (string, string)[] words)
    {
        var review = await InDb(db => db.Reviews.Where(r => r.ProductId == product).Select(r => r.Id).SingleAsync());
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/reviews/{review}")).Form($"form[action$='/{step}']"), words);
        await Tell();
    }

    public Task<(int, int)> Rating(Guid product) => InDb(async db => await db.Products.Where(p => p.Id == product).Select(p => new { p.RatingCount, p.RatingSum }).SingleAsync() is var p ? (p.RatingCount, p.RatingSum) : default);

    public Task<int> Helpful(Guid review) => InDb(db => db.Reviews.Where(r => r.Id == review).Select(r => r.Helpful).SingleAsync());

    public async Task<Order> Order(Guid? customer, Product product)
    {
        var order = global::Shop.Ordering.Order.Place(new OrderRequest(OrderNumbers.New(), customer, null, OrderChannel.Web, "tin@example.org", null, Given.Address(), null, null, "EUR",
            [new OrderLine(product.Id, product.Variants[0].Id, product.Variants[0].Sku, product.Name, null, null, 1, new Money(10_00), Money.Zero, 2500, new Money(2_00))],
            new Money(10_00), Money.Zero, new Money(5_00), new Money(3_00), new Money(15_00), DeliveryMethods.Home, 2500, null, null, TestClock.Opening.AddMinutes(30), Actor.Guest("tin@example.org")), TestClock.Opening);
        order.MarkPaid(order.Total, TestClock.Opening, Actor.Gateway);
        order.MarkPacked(TestClock.Opening, Actor.System);
        order.MarkShipped(TestClock.Opening, Actor.System, "Shipped");
        await InDb(db => { db.Add(order); return db.SaveChangesAsync(); });
        return order;
    }

    public Task Deliver(Order order) => this.With<DeliverOrder>(deliver => deliver.Run(order.Id, Actor.System, default));
}

/// <summary>The three classes about reviews share one shop.</summary>
[CollectionDefinition(Name)]
public sealed class ReviewShops : ICollectionFixture<ReviewShop>
{
    public const string Name = "reviews";
}
