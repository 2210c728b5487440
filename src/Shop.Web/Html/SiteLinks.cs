using Shop.Accounts;

namespace Shop.Web.Html;

/// <summary>The links that stand on every page, in the same place everywhere: foot of the shop, account menu, back office.</summary>
public static class SiteLinks
{
    public sealed record Link(string Name, string Url, string Icon = "")
    {
        /// <summary>What somebody must be allowed to find it in the menu; null: nothing.</summary>
        public Right? Needs { get; init; }

        /// <summary>The part of the menu it stands in; null where it stands by itself.</summary>
        public string? Part { get; init; }
    }

    public sealed record Group(string Id, string Heading, IReadOnlyList<Link> Links);

    public static IReadOnlyList<Group> Footer { get; } =
    [
        new("help", "Help", [new("Help & questions", "/help"), new("Contact us", "/contact"), new("Delivery", "/delivery"), new("Returns", "/returns"), new("Track an order", "/track")]),
        new("account", "Your account", [new("Your account", "/account"), new("Your orders", "/account/orders"), new("Your cart", "/cart"), new("Your wishlist", "/wishlist"), new("Compare", "/compare"), new("Looked at lately", "/viewed")]),
        new("about", "About us", [new("Who we are", "/about"), new("Newsletter", "/newsletter"), new("Accessibility", "/accessibility")]),
    ];

    public static IReadOnlyList<Link> Legal { get; } = [new("Terms", "/terms"), new("Privacy", "/privacy"), new("Cookies", "/cookies")];

    /// <param name="points">What the club calls its points, for the beginning of a line; null where there is no club.</param>
    public static IReadOnlyList<Link> Account(string? points) =>
    [
        new("Overview", "/account", "home"), new("Orders", "/account/orders", "package"), .. points is null ? Array.Empty<Link>() : [new($"{points} & tier", "/account/club", "award")], new("Reviews", "/account/reviews", "star"), new("Wishlists", "/account/wishlists", "heart"), new("Back in stock", "/account/stock-notices", "bell"), new("Addresses", "/account/addresses", "map-pin"), new("Details & security", "/account/details", "settings"),
    ];

    public static IReadOnlyList<Link> BackOffice { get; } =
    [
        new("Dashboard", "/backoffice", "layout-dashboard"),
        new("Orders", "/backoffice/orders", "package") { Needs = new(Area.Orders, Act.See), Part = "Orders" },
        new("Returns", "/backoffice/returns", "arrow-back-up") { Needs = new(Area.Returns, Act.See), Part = "Orders" },
        new("Products", "/backoffice/products", "tag") { Needs = new(Area.Catalogue, Act.See), Part = "Catalogue" },
        new("Launches", "/backoffice/launches", "clock") { Needs = new(Area.Catalogue, Act.See), Part = "Catalogue" },
        new("Categories", "/backoffice/categories", "category") { Needs = new(Area.Catalogue, Act.See), Part = "Catalogue" },
        new("Makers", "/backoffice/brands", "users") { Needs = new(Area.Catalogue, Act.See), Part = "Catalogue" },
        new("Reviews", "/backoffice/reviews", "star") { Needs = new(Area.Reviews, Act.See), Part = "Catalogue" },
        new("Promotions", "/backoffice/promotions", "ticket") { Needs = new(Area.Promotions, Act.See) },
        new("Customers", "/backoffice/customers", "user") { Needs = new(Area.Customers, Act.See), Part = "Customers" },
        new("Messages", "/backoffice/messages", "mail") { Needs = new(Area.Messages, Act.See), Part = "Customers" },
        new("Club", "/backoffice/club", "award") { Needs = new(Area.Club, Act.See), Part = "Club" },
        new("Journal", "/backoffice/journal", "list") { Needs = new(Area.Club, Act.See), Part = "Club" },
        new("Rewards", "/backoffice/rewards", "gift") { Needs = new(Area.Club, Act.See), Part = "Club" },
        new("By hand", "/backoffice/corrections", "award") { Needs = new(Area.Club, Act.See), Part = "Club" },
        new("Friends", "/backoffice/referrals", "user-plus") { Needs = new(Area.Club, Act.See), Part = "Club" },
        new("Staff", "/backoffice/staff", "shield-check") { Needs = new(Area.Staff, Act.See), Part = "Settings" },
        new("Settings", "/backoffice/settings", "adjustments-horizontal") { Needs = new(Area.Settings, Act.See), Part = "Settings" },
        new("Jobs", "/backoffice/jobs", "refresh") { Needs = new(Area.Jobs, Act.See), Part = "Settings" },
        new("News", "/backoffice/news", "bell") { Needs = new(Area.Jobs, Act.See), Part = "Settings" },
        new("Mail", "/backoffice/mail", "mail") { Needs = new(Area.Jobs, Act.See), Part = "Settings" },
        new("Audit", "/backoffice/audit", "history") { Needs = new(Area.Audit, Act.See), Part = "Settings" },
    ];

    /// <summary>Whether the path is this link's page or one below it; the first page of a menu is only itself.</summary>
    public static bool IsHere(Link link, string path) =>
        path.Equals(link.Url, StringComparison.OrdinalIgnoreCase)
        || link.Url.Count(c => c == '/') > 1 && path.StartsWith(link.Url + "/", StringComparison.OrdinalIgnoreCase);
}
