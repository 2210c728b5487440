namespace Shop.Catalog;

/// <summary>Which VAT rate of a country applies.</summary>
public enum TaxClass { Standard, Reduced, Books, Zero }
