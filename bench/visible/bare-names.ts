export const bareTopic = 'bare.events';
export const bareChannel = 'bare.log';
