using Microsoft.AspNetCore.Mvc;
using Shop.Ordering;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Ordering;

/// <summary>The short way through the checkout: a wallet tells the address, and what is left is to look through the order and pay.</summary>
[Route("checkout/express")]
public sealed class ExpressController(CurrentCart current, FillInCheckout fillIn, CartPrices prices, DeliveryMethods delivery, IEnumerable<IExpressWallet> wallets, ILogger<ExpressController> log) : Controller
{
    [HttpPost("")]
    public async Task<IActionResult> Create(CancellationToken ct)
    {
        if (wallets.FirstOrDefault() is not { } wallet) return NotFound();
        if (await current.Read(ct) is not { IsEmpty: false, CanBeOrdered: true }) return new SeeOther(Url.Content("~/cart"));
        try
        {
            return new SeeOther(await wallet.Open($"{Request.Scheme}://{Request.Host}{Request.PathBase}/checkout/express/{{session}}", ct));
        }
        catch (PaymentOutcomeUnknown unreachable)
        {
            log.LogWarning(unreachable, "The wallet could not be opened.");
            return Instead($"{wallet.Name} does not answer at the moment. You can fill in the fields instead.");
        }
    }

    [HttpGet("{session:maxlength(100)}")]
    public async Task<IActionResult> Show(string session, CancellationToken ct)
    {
        if (wallets.FirstOrDefault() is not { } wallet) return NotFound();
        if (await current.Read(ct) is not { IsEmpty: false } cart) return new SeeOther(Url.Content("~/cart"));
        WalletOwner? owner;
        try
        {
            owner = await wallet.Retrieve(session, ct);
        }
        catch (PaymentOutcomeUnknown unreachable)
        {
            log.LogWarning(unreachable, "The wallet could not be asked.");
            owner = null;
        }
        if (owner is null) return Instead("No address was shared. You can fill in the fields instead.");
        if (delivery.DeliverTo.All(c => c.Code != owner.Address.Country)) return Instead($"We do not deliver to {Kernel.Countries.NameOf(owner.Address.Country)}. Fill in another address.");

        var method = prices.OffersTo(cart, owner.Address.Country).FirstOrDefault(o => o.Code != DeliveryMethods.PickUp && o.Code != DeliveryMethods.Store)?.Code;
        await fillIn.Run(cart.Id, draft =>
        {
            (draft.Email, draft.Phone, draft.Delivery, draft.Billing) = (Kernel.EmailAddress.Normalise(owner.Email), owner.Phone, owner.Address with { }, null);
            (draft.DeliveryMethod, draft.PickUpPointId, draft.PaymentSeen) = (method, null, method is not null);
        }, ct);
        await current.Keep(cart.Id, ct);
        return new SeeOther(Url.Content("~/checkout?step=review"));
    }

    private SeeOther Instead(string why)
    {
        TempData["Warning"] = why;
        return new SeeOther(Url.Content("~/checkout"));
    }
}
