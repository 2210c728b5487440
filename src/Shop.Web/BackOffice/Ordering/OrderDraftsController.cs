using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Ordering;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>Orders made for a customer who calls or stands at the counter: whom it is for, where it goes, and how it is paid. Prices, stock and limits are those the customer would meet in the shop.</summary>
[Route("backoffice/orders"), Needs(Area.Orders, Act.See), Needs(Area.Customers, Act.Change)]
public sealed class OrderDraftsController(DraftDesk drafts, DeskDrafts kept, CustomerBook customers, FillInCheckout fillIn, DeliveryMethods delivery, PlaceOrder place, OrderReader orders, ListDesk lists, ShopAddress address, MoneyText money) : Controller
{
    private const int MostFound = 8;

    [HttpGet("new")]
    public async Task<IActionResult> New(string? q, CancellationToken ct) => View(await Begin(q, new NewCustomerForm(), ct));

    [HttpPost("drafts")]
    public async Task<IActionResult> Create(Guid customer, CancellationToken ct) => new SeeOther(Url.Content($"~/backoffice/orders/drafts/{await kept.Open(customer, OrderChannel.Phone, Me(), ct)}"));

    [HttpPost("drafts/customers")]
    public async Task<IActionResult> CreateFor([Bind(Prefix = "Form")] NewCustomerForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("New", await Begin(null, form, ct));
        }
        var (id, known) = await customers.OpenAtDesk(form.Name!, form.Email!, form.Phone, ct);
        if (known) TempData["Notice"] = "A customer with this e-mail address is known: the order is theirs.";
        return await Create(id, ct);
    }

    [HttpGet("drafts/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, string? q, CancellationToken ct) => await drafts.Page(this, id, q, ct) is { } page ? drafts.Answer(this, page) : NotFound();

    [HttpPost("drafts/{id:guid}/delivery")]
    public async Task<IActionResult> Deliver(Guid id, OrderChannel channel, [Bind(Prefix = "Contact")] ContactForm contact, [Bind(Prefix = "Delivery")] DeliveryForm form, CancellationToken ct)
    {
        if (await drafts.Page(this, id, null, ct) is not { Cart: var cart } page) return NotFound();
        if (channel is not (OrderChannel.Phone or OrderChannel.Counter)) ModelState.AddModelError("channel", "Choose how the order came");
        var offers = form.Country is null ? [] : delivery.For(form.Country, cart.Quote.Goods, lists.Context().Now, cart.Entitled.FreeDeliveryFrom);
        if (form.Method is not null && offers.All(o => o.Code != form.Method)) ModelState.AddModelError("Delivery.Method", "This way does not lead to that country: choose another");
        if (form.Method == DeliveryMethods.PickUp && (PickUpPoints.Find(form.Point) is not { } point || point.Country != form.Country)) ModelState.AddModelError("Delivery.Point", "Choose where it is fetched");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Show", page with { Contact = contact, Delivery = form, Channel = channel });
        }
        await kept.Use(id, channel, ct);
        await fillIn.Run(id, draft => { contact.FillIn(draft); form.FillIn(draft); }, ct);
        TempData["Notice"] = "Kept.";
        return Back(id, "#delivery");
    }

    [HttpPost("drafts/{id:guid}/points")]
    public async Task<IActionResult> Points(Guid id, string? points, [StringLength(DeskOrder.ConsentMaxLength, ErrorMessage = "At most {1} characters")] string? consent, CancellationToken ct)
    {
        if (await drafts.Page(this, id, null, ct) is not { Cart: var cart } page) return NotFound();
        var asked = new PaymentForm { Points = points };
        if (!long.TryParse((points ?? "0").Trim(), out var typed) || typed < 0) ModelState.AddModelError("points", "Enter a whole number of points, or 0");
        else if (asked.Refusal(cart.Points) is { } refusal) ModelState.AddModelError("points", refusal);
        else if (typed > 0 && string.IsNullOrWhiteSpace(consent)) ModelState.AddModelError("consent", "Note how the member agreed, for example “asked on the telephone”");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Show", page with { TypedPoints = points, TypedConsent = consent });
        }
        await kept.Agree(id, asked.Wanted(cart.Points), consent, ct);
        return Back(id, "#points");
    }

    [HttpPost("drafts/{id:guid}/place")]
    public async Task<IActionResult> Place(Guid id, [Bind(Prefix = "Form")] PlaceDraftForm form, CancellationToken ct)
    {
        if (await drafts.Page(this, id, null, ct) is not { } page) return NotFound();
        var taken = form.Pay == "taken";
        if (taken && !User.May(Area.Orders, Act.Approve)) return Forbid();
        if (taken && string.IsNullOrWhiteSpace(form.Reason)) ModelState.AddModelError("Form.Reason", "Say how the money was taken, for example “cash” or “card terminal, receipt 123”");
        if (!taken && form.Pay != "link") ModelState.AddModelError("Form.Pay", "Choose how it is paid");
        if (!taken && page.Cart.Quote.Due > Money.Zero && !drafts.TakesCards) ModelState.AddModelError("Form.Pay", "No payment provider is set up: no link to pay can be sent");
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Show", page with { Placing = form });
        }
        var attempt = new CheckoutAttempt(id, form.Version, new Money(form.Due), address.Of("checkout/return/{token}")) { By = Me(), Taken = taken ? form.Reason!.Trim() : null };
        switch (await place.Run(attempt, ct))
        {
            case PlaceOrder.GoPay(var token, _): return await Placed(token, ct);
            case PlaceOrder.Done(var token): return await Placed(token, ct);
            case PlaceOrder.Waiting(var token): return await Placed(token, ct);
            case PlaceOrder.SoldOut(var article, var left): TempData["Warning"] = left == 0 ? $"{article} was sold out a moment ago. Nothing was ordered." : $"Only {left} of {article} are left. Nothing was ordered."; break;
            case PlaceOrder.EarlyGone(var article): TempData["Warning"] = $"Others took the last pieces of {article} for members a moment ago. Nothing was ordered."; break;
            case PlaceOrder.PromotionGone(var name): TempData["Warning"] = $"“{name}” was used up a moment ago. Nothing was ordered."; break;
            case PlaceOrder.Incomplete: TempData["Warning"] = "Fill in where it goes first. Nothing was ordered."; break;
            default: TempData["Warning"] = $"The order or a price has changed since this page was opened. Nothing was ordered. To pay is now {money.Of((await drafts.Page(this, id, null, ct))!.Cart.Quote.Due)}."; break;
        }
        return Back(id);
    }

    [HttpPost("drafts/{id:guid}/delete")]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct)
    {
        await kept.Discard(id, ct);
        TempData["Notice"] = "The draft is dropped.";
        return new SeeOther(Url.Content("~/backoffice/orders/new"));
    }

    private async Task<SeeOther> Placed(string token, CancellationToken ct)
    {
        var order = (await orders.ByToken(token, ct))!;
        TempData["Notice"] = order.WaitsForPayment ? $"Order {order.Number} stands. {order.Email} gets the link to pay it, and the goods are held meanwhile." : $"Order {order.Number} stands and is paid. {order.Email} gets the confirmation.";
        return new SeeOther(Url.Content($"~/backoffice/orders/{order.Number}"));
    }

    private SeeOther Back(Guid id, string part = "") => new(Url.Content($"~/backoffice/orders/drafts/{id}{part}"));

    private async Task<NewOrderPage> Begin(string? q, NewCustomerForm form, CancellationToken ct)
    {
        var found = string.IsNullOrWhiteSpace(q) ? [] : (await lists.Find("customers")!.Page(new([], q.Trim(), "name", ["name", "tier"], null, null, lists.Context()), MostFound, ct)).Rows;
        return new NewOrderPage(q, [.. found.Select(r => new NewOrderPage.Found(r.Id, r.Name, r.Cells[0].Note, r.Cells[1].Text))], await kept.Waiting(ct), form);
    }

    private Actor Me() => Actor.Staff(User.Who().UserId, User.Who().Name);
}

/// <summary>Somebody the shop does not know yet.</summary>
public sealed class NewCustomerForm
{
    [Required(ErrorMessage = "Enter the name"), StringLength(Customer.NameMaxLength, ErrorMessage = "A name has at most {1} characters")]
    public string? Name { get; set; }

    [Required(ErrorMessage = "Enter the e-mail address: the confirmation and the link to pay go there"), StringLength(EmailAddress.MaxLength, ErrorMessage = "An e-mail address has at most {1} characters"), RealEmail]
    public string? Email { get; set; }

    [StringLength(Customer.PhoneMaxLength, ErrorMessage = "A telephone number has at most {1} characters")]
    public string? Phone { get; set; }
}

/// <summary>The press of the button: what was on the page, and how it is paid.</summary>
public sealed class PlaceDraftForm
{
    public int Version { get; set; }
    public long Due { get; set; }

    /// <summary>“link” or “taken”.</summary>
    public string? Pay { get; set; }

    [StringLength(TimelineEntry.TextMaxLength - 40, ErrorMessage = "At most {1} characters")]
    public string? Reason { get; set; }
}

/// <summary>Whom the order is for.</summary>
public sealed record NewOrderPage(string? Sought, IReadOnlyList<NewOrderPage.Found> Customers, IReadOnlyList<DraftRow> Drafts, NewCustomerForm Form)
{
    public sealed record Found(Guid Id, string Name, string? Email, string Tier);
}
