namespace Shop.Web.Storefront.Ordering;

/// <summary>Registers what the pages of cart, checkout and orders are made with.</summary>
public static class OrderingPages
{
    public static IServiceCollection AddOrderingPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentCart>();
        return services;
    }
}
