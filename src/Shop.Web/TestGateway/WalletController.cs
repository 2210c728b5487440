using Microsoft.AspNetCore.Mvc;
using Shop.Data;
using Shop.Ordering;
using Shop.Payments.TestGateway;

namespace Shop.Web.TestGateway;

/// <summary>The wallet's own page: its owner chooses which address the shop may see.</summary>
[Route("test-gateway/wallet/{session}")]
public sealed class WalletController(TestGatewayBank bank, CurrentShop shop) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string session, CancellationToken ct) =>
        await bank.ReturnOfWallet(session, ct) is null ? NotFound() : View(new WalletPage(session, shop.Profile.Name, TestWallet.Owners));

    [HttpPost("")]
    public async Task<IActionResult> Update(string session, string? owner, CancellationToken ct)
    {
        if (await bank.ReturnOfWallet(session, ct) is not { } back) return NotFound();
        if (TestWallet.Owners.All(o => o.Email != owner))
        {
            ModelState.AddModelError(nameof(owner), "Choose who you are.");
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View(nameof(Show), new WalletPage(session, shop.Profile.Name, TestWallet.Owners));
        }
        await bank.Share(session, owner!, ct);
        return Redirect(back);
    }

    [HttpPost("cancel")]
    public async Task<IActionResult> Leave(string session, CancellationToken ct) => await bank.ReturnOfWallet(session, ct) is { } back ? Redirect(back) : NotFound();
}

/// <summary>The wallet as its owner sees it.</summary>
public sealed record WalletPage(string Session, string Merchant, IReadOnlyList<WalletOwner> Owners);
