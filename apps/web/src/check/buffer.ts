// Put in the place of the global that libs/merkle and libs/proof know from Node.
export { Buffer } from 'buffer';
