using Microsoft.AspNetCore.Mvc;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Customers;

/// <summary>The way to the account, with the name of who is signed in.</summary>
public sealed class AccountLink : ViewComponent
{
    public IViewComponentResult Invoke() =>
        View(UserClaimsPrincipal.Identity is { IsAuthenticated: true, Name: { } name } ? new AccountBadge(name) : null);
}
