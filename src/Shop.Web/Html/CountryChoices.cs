using Microsoft.AspNetCore.Mvc.Rendering;
using Shop.Kernel;

namespace Shop.Web.Html;

/// <summary>The countries as choices of a select, with none chosen first.</summary>
public static class CountryChoices
{
    public static IEnumerable<SelectListItem> All { get; } = [new("Choose a country", ""), .. Countries.All.Select(c => new SelectListItem(c.Name, c.Code))];
}
