using Microsoft.Extensions.DependencyInjection;

namespace Shop.Customers;

/// <summary>Registers the customers of the shop.</summary>
public static class CustomersModule
{
    public static IServiceCollection AddCustomers(this IServiceCollection services) => services.AddScoped<CustomerBook>().AddScoped<ConfirmNewEmail>();
}
