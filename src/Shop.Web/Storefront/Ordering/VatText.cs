using System.Globalization;

namespace Shop.Web.Storefront.Ordering;

/// <summary>VAT rates as people read them.</summary>
public static class VatText
{
    /// <summary>“25%”, “25.5%”.</summary>
    public static string Rate(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture) + "%";
}
