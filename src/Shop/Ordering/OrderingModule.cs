using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Registers carts, orders and what is done with them.</summary>
public static class OrderingModule
{
    public static IServiceCollection AddOrdering(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OrderingOptions>().Bind(configuration.GetSection("Ordering")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DeliveryPlanner>().AddSingleton<DeliveryMethods>();
        services.AddScoped<EarlyGoods>().AddScoped<CartPrices>().AddScoped<ChangeCart>().AddScoped<DeskDrafts>().AddScoped<MergeCarts>().AddScoped<HandOver>().AddScoped<FillInCheckout>().AddScoped<UseCode>().AddScoped<AskForClub>();
        services.AddScoped<Till>().AddScoped<CallOffUnpaid>().AddScoped<SettlePayment>();
        services.AddScoped<PlaceOrder>().AddScoped<PayAgain>().AddScoped<CancelOrder>().AddScoped<OrderAgain>().AddScoped<ShipOrder>().AddScoped<DeliverOrder>().AddScoped<CountSoldLately>();
        services.AddScoped<OrderReader>().AddScoped<OrderHistory>().AddScoped<PreviewPromotion>();
        services.AddScoped<AskForReturn>().AddScoped<DecideReturn>().AddScoped<ReceiveReturn>().AddScoped<PreviewReturn>().AddScoped<ReturnReader>();
        services.AddWhen<OrderPlaced, WhenOrderPlaced>().AddWhen<EmailConfirmed, WhenEmailConfirmed>().AddWhen<CustomersMerged, WhenCustomersMerged>();
        services.AddScoped<IPurchases, Deliveries>();
        services.AddWhen<OrderDelivered, WhenAuthorHasProduct>().AddWhen<EmailConfirmed, WhenAuthorHasProduct>().AddWhen<CustomersMerged, WhenAuthorHasProduct>(); // after the orders have found their customer
        return services;
    }
}
