using System.ComponentModel.DataAnnotations;

namespace Shop.Web.Storefront.Sharing;

/// <summary>How the storefront serves its pages: configuration section “Storefront”.</summary>
public sealed class StorefrontOptions
{
    /// <summary>Whether finished shared pages are kept and given to the next visitors as they are.</summary>
    public bool OutputCache { get; set; } = true;

    /// <summary>How much memory they may take.</summary>
    [Range(1, 4096)] public int OutputCacheMegabytes { get; set; } = 64;

    /// <summary>How often the shop, once open, visits each of its own first pages so that they are quick for people. Unless said otherwise 200 times in production and not at all elsewhere.</summary>
    [Range(0, 10_000)] public int? FirstVisits { get; set; }
}
