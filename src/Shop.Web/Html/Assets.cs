using Microsoft.AspNetCore.Components;

namespace Shop.Web.Html;

/// <summary>Finds the address of a built file that carries its fingerprint, so that browsers may keep it for a year.</summary>
public static class Assets
{
    /// <param name="path">From the root, as in “/dist/store.css”; an address the build does not know comes back unchanged.</param>
    public static string Asset(this HttpContext context, string path)
    {
        if (!path.StartsWith('/')) return path;
        var known = context.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        return $"{context.Request.PathBase}/{(known is null ? path[1..] : known[path[1..]])}";
    }
}
