using Shop.Data;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Mail;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Registers what the pages of cart, checkout and orders are made with.</summary>
public static class OrderingPages
{
    public static IServiceCollection AddOrderingPages(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentCart>().AddScoped<BackOffice.Ordering.Attention>().AddScoped<BackOffice.Ordering.DraftDesk>().AddScoped<BackOffice.Upkeep.SettingsSheet>().AddScoped<BackOffice.Insights.FirstSteps>().AddScoped<BackOffice.Loyalty.RuleDesk>().AddScoped<Announcements>().AddScoped<IAfterSignIn, MergeCartAfterSignIn>();
        services.AddWhen<ReturnRequested, ReturnLetters>().AddWhen<ReturnAnswered, ReturnLetters>().AddWhen<GoodsReturned, ReturnLetters>();
        services.AddWhen<OrderPlaced, OrderLetters>().AddWhen<OrderPaid, OrderLetters>().AddWhen<OrderShipped, OrderLetters>().AddWhen<OrderDelivered, OrderLetters>()
            .AddWhen<OrderCancelled, OrderLetters>().AddWhen<OrderPaymentFailed, OrderLetters>();
        return services;
    }
}
