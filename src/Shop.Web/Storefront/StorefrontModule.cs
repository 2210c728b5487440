using Shop.Web.Storefront.Catalog;
using Shop.Web.Storefront.Pages;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Storefront;

/// <summary>Registers what the storefront's pages are put together with.</summary>
public static class StorefrontModule
{
    public static IServiceCollection AddStorefront(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorefrontOptions>().Bind(configuration.GetSection("Storefront")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<OwnPipeline>().AddHostedService<FirstVisits>();
        return services.AddSingleton<Cards>().AddSingleton<VotingAddresses>().AddSingleton<CategoryMenu>().AddSingleton<SiteText>().AddSingleton<Home.LatestReviews>().AddSingleton<Loyalty.ClubTerms>().AddScoped<Loyalty.ClubNow>().AddScoped<Shop.Catalog.IEarlyAccess, Loyalty.EarlyVisits>().AddScoped<Loyalty.ClubMemberReader>().AddSingleton<Loyalty.ClubWords>().AddSingleton<Loyalty.RewardWords>().AddScoped<Loyalty.ClubRewards>().AddScoped<ListReader>().AddScoped<ProductReader>().AddSingleton<PreviewLinks>().AddScoped<Search.SuggestionReader>().AddScoped<Members.Catalog.ReviewDrafts>();
    }
}
