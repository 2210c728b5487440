using Shop.Web.Accounts;
using Shop.Web.Jobs;
using Shop.Web.Storefront.Catalog;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>Registers what the pages of wishlists, comparing and notices are made with.</summary>
public static class WishesPages
{
    public static IServiceCollection AddWishesPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentWishes>().AddScoped<VisitorMarks>().AddScoped<WishRows>().AddScoped<IAfterSignIn, MergeWishesAfterSignIn>();
        services.AddScoped<ComparisonReader>();
        return services.AddJob<ForgetOldWishes>(TimeSpan.FromHours(24), (job, ct) => job.Run(ct));
    }
}
