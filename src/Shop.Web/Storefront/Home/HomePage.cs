using Shop.Web.Html;
using Shop.Web.Storefront.Pages;

namespace Shop.Web.Storefront.Home;

/// <summary>The front page: words, goods and voices.</summary>
public sealed record HomePage(HomeText Text, HomeParts Parts, IReadOnlyList<SaidLately> Said);

/// <summary>What is the same for all visitors until the assortment changes.</summary>
public sealed record HomeParts(Picture? Hero, IReadOnlyList<MenuEntry> Shelves, IReadOnlyList<ProductCard> Bestsellers, IReadOnlyList<ProductCard> New, int Makers);

/// <summary>What somebody wrote lately, and about what.</summary>
public sealed record SaidLately(int Rating, string Text, string Author, string Product, string Url);
