using Shop.Catalog;

namespace Shop.Search;

/// <summary>The names of the properties one can narrow by, as addresses use them.</summary>
public static class FacetNames
{
    public static bool HasFacet(this Assortment assortment, string name) => FacetBoard.Of(assortment).Facet(name) is not null;
}
