const highestOrder = 100;

/**
 * Whether `order` is one that rows with an order take: an integer, from `lowest` on. Far beyond the orders that anyone
 * differentiates to, intermediate results would overflow, and the time would grow without bound.
 */
export function isOrder(order: number, lowest: number): boolean {
  return Number.isInteger(order) && order >= lowest && order <= highestOrder;
}
