using Shop.Web.Html;
using Shop.Web.Storefront.Pages;

namespace Shop.Web.Storefront.Home;

/// <summary>The front page: words, goods and voices. The same for all visitors until the assortment changes.</summary>
public sealed record HomePage(HomeText Text, Picture? Hero, IReadOnlyList<MenuEntry> Shelves, IReadOnlyList<ProductCard> Bestsellers, IReadOnlyList<ProductCard> New, IReadOnlyList<SaidLately> Said);

/// <summary>What somebody wrote lately, and about what.</summary>
public sealed record SaidLately(int Rating, string Text, string Author, string Product, string Url);
