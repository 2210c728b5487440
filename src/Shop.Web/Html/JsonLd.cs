using System.Text.Json;

namespace Shop.Web.Html;

/// <summary>What a page tells search engines, as data that a browser does not run. The encoder leaves nothing that could close the script element.</summary>
public static class JsonLd
{
    public static string Breadcrumbs(IReadOnlyList<Crumb> crumbs, string origin) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "BreadcrumbList",
        ["itemListElement"] = crumbs.Select((crumb, i) =>
        {
            var item = new Dictionary<string, object> { ["@type"] = "ListItem", ["position"] = i + 1, ["name"] = crumb.Name };
            if (crumb.Url is not null) item["item"] = origin + crumb.Url;
            return item;
        }),
    });
}
