export { CourierModule } from './courier-module.js';
export { courierSchema } from './courier-schema.js';
