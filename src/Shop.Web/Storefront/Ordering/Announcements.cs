using Microsoft.AspNetCore.Mvc;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What a visitor should know before anything else: from which sum delivery is free, how long things can be returned.</summary>
public sealed class Announcements : ViewComponent
{
    public Task<IViewComponentResult> InvokeAsync()
    {
        IReadOnlyList<Announcement> lines = [];
        return Task.FromResult<IViewComponentResult>(View(lines));
    }
}
