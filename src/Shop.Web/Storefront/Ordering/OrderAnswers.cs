using Microsoft.AspNetCore.Mvc;
using Shop.Ordering;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What a customer is told after doing something with an order, the same wherever they did it.</summary>
internal static class OrderAnswers
{
    internal static void Tell(this Controller controller, CancelOrder.Outcome outcome)
    {
        switch (outcome)
        {
            case CancelOrder.Cancelled { MoneyIsBack: true }: controller.TempData["Notice"] = "The order is cancelled."; break;
            case CancelOrder.Cancelled: controller.TempData["Notice"] = "The order is cancelled. Your money is on its way back."; break;
            case CancelOrder.Refused(var reason): controller.TempData["Warning"] = reason; break;
        }
    }

    internal static void Tell(this Controller controller, OrderAgain.Outcome outcome)
    {
        if (outcome.Added > 0) controller.TempData["Notice"] = outcome.Added == 1 ? "One article is in your cart again." : $"{outcome.Added} articles are in your cart again.";
        if (outcome.Missing.Count > 0) controller.TempData["Warning"] = $"Not all of it could be added: {string.Join(", ", outcome.Missing)}.";
    }
}
